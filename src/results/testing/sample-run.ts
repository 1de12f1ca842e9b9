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
