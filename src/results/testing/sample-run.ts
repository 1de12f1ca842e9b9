import type { RunData, TaskInstanceSnapshot, TrySnapshot } from "../run-data.ts";
import { type RunSnapshot, toSnapshot } from "../run-snapshot.ts";

const origin = Date.UTC(2026, 10, 24, 15);

/** ISO 8601 moment so many seconds after the sample's beginning, in Airflow's form with microseconds. */
export function at(seconds: number): string {
  return new Date(origin + Math.floor(seconds) * 1000).toISOString().replace("000Z", `${micros(seconds)}Z`);
}

function micros(seconds: number): string {
  return String(Math.round((seconds - Math.floor(seconds)) * 1e6)).padStart(6, "0");
}

/** An attempt: queued, started and ended so many seconds after the beginning, on `worker:pid`. */
export function attempt(
  [queued, start, end]: readonly [number, number, number | null],
  process: string,
  more: Partial<TrySnapshot> = {},
): TrySnapshot {
  const [hostname, pid] = process.split(":");
  return {
    ...{ tryNumber: 1, state: "success", scheduledAt: at(queued), queuedAt: at(queued), start: at(start) },
    end: end === null ? null : at(end),
    hostname: hostname || null,
    pid: pid ? Number(pid) : null,
    ...{ queue: "default", pool: "default_pool", operator: "PythonOperator" },
    ...more,
  };
}

/** A task instance made of one attempt. */
export function task(
  taskId: string,
  times: readonly [number, number, number | null],
  process: string,
  more: Partial<TaskInstanceSnapshot> = {},
): TaskInstanceSnapshot {
  const [, start, end] = times;
  const seconds = end === null ? null : end - start;
  return { taskId, mapIndex: -1, seconds, maxTries: 0, earlierTries: [], ...attempt(times, process), ...more };
}

/** A task that no worker had: Airflow gives it the moment of the decision as start and end. */
export function idle(taskId: string, state: string | null, moment: number): TaskInstanceSnapshot {
  const never = { tryNumber: 0, scheduledAt: null, queuedAt: null, hostname: null, pid: null, seconds: 0 };
  return task(taskId, [moment, moment, moment], "", { ...never, state });
}

/** A run of tasks that was looked at after twelve seconds. */
export function runOf(tasks: readonly TaskInstanceSnapshot[], more: Partial<RunData> = {}): RunSnapshot {
  return toSnapshot({
    ...{ dagId: "collect_logs", runId: "manual__1", state: "success", type: "manual" },
    ...{ logicalDate: null, runAfter: at(0), queuedAt: at(0), start: at(0), end: at(12), seconds: 12 },
    ...{ conf: {}, takenAt: at(12), downstream: null, tasks },
    ...{ xcoms: null, failures: [], logs: null },
    ...more,
  });
}

/** A table task, then four collectors on two workers, one of them tried twice, then a report that is not reached. */
export function pipelineRun(): RunSnapshot {
  const collectors = ["collector_1", "collector_2", "collector_3", "수집기_4"];
  return runOf(
    [
      task("if_exists_table", [0, 0.4, 1.6], "worker-1:41"),
      task("collector_1", [1.8, 2.1, 6.3], "worker-1:42"),
      task("collector_2", [1.8, 2.2, 7.9], "worker-2:38"),
      task("collector_3", [4.4, 4.9, 9.4], "worker-2:39", {
        ...{ state: "failed", tryNumber: 2, maxTries: 1 },
        earlierTries: [attempt([1.8, 2.1, 3.3], "worker-1:43", { state: "failed" })],
      }),
      task("수집기_4", [1.8, 2.5, 6.1], "worker-2:40"),
      idle("report", "upstream_failed", 9.5),
    ],
    {
      state: "failed",
      downstream: {
        if_exists_table: collectors,
        ...Object.fromEntries(collectors.map((id) => [id, ["report"]])),
        report: [],
      },
    },
  );
}

/** A traceback as the logs of Airflow have it. */
export const traceback = `Traceback (most recent call last):
  File "/usr/local/lib/python3.12/site-packages/airflow/sdk/execution_time/task_runner.py", line 1676, in run
  File "/usr/local/lib/python3.12/site-packages/airflow/sdk/execution_time/task_runner.py", line 2125, in _execute_task
  File "/usr/local/lib/python3.12/site-packages/airflow/providers/standard/operators/python.py", line 229, in execute
  File "/opt/airflow/dags/mydags.py", line 31, in collect
  File "/opt/airflow/dags/func.py", line 12, in pop_logs
ValueError: no rows in queue:logs`;

/** {@link pipelineRun} with what is read beside the tasks: why the collector failed, logs and values. */
export function explainedRun(more: Partial<RunData> = {}): RunSnapshot {
  const log = ["collector_3 begins", "Task failed with exception", ...traceback.split("\n")];
  const failure = { taskId: "collector_3", mapIndex: -1, tryNumber: 2, hostname: "worker-2", traceback, log };
  return toSnapshot({
    ...pipelineRun(),
    failures: [{ ...failure, message: "ValueError: no rows in queue:logs" }],
    xcoms: {
      if_exists_table: { return_value: { table: "logging", columns: ["time", "level", "id"], rows: 0 } },
      collector_1: { return_value: 42, batch: "a" },
    },
    logs: {
      collector_1: [["collector_1 begins", "300 logs popped", "Done. Returned value was: 42"]],
      collector_3: [["collector_3 begins", "no answer from queue:logs"], log],
    },
    ...more,
  });
}

/** A run that is going on: one of three tasks has ended. */
export function runningRun(more: Partial<RunData> = {}): RunSnapshot {
  return runOf(
    [
      task("extract", [0, 0.5, 1.5], "worker-1:41"),
      task("transform", [1.6, 2, null], "worker-2:38", { state: "running" }),
      { ...idle("load", null, 0), start: null, end: null },
    ],
    { state: "running", end: null, seconds: null, ...more },
  );
}
