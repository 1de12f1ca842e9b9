import { HarnessError, reasonOf } from "../../base/harness-error.ts";
import { type Seen, until } from "../../base/until.ts";
import { isFinalRunState, isFinalTaskState } from "../../results/run-data.ts";
import type { RunSnapshot } from "../../results/run-snapshot.ts";
import { taskLabel } from "../../results/task-label.ts";
import type { AirflowApi } from "./airflow-api.ts";
import type { DagRun } from "./run-api.ts";
import { type SnapshotOptions, snapshotRun } from "./snapshot-run.ts";

/** How a run is waited for. */
export interface RunWaitOptions extends Omit<SnapshotOptions, "timeoutMs"> {
  /** Milliseconds until the wait is given up. @default 600_000 */
  timeoutMs?: number;
  /** Milliseconds between two looks. @default 300 */
  intervalMs?: number;
  /** Told what the run is at whenever that changes: `queued`, `running, 3 of 8 tasks finished`. */
  onState?: (state: string) => void;
}

/** Milliseconds between two counts of finished tasks. */
const progressMs = 2_000;
const mostTasks = 30;

/**
 * Waits until a run has ended, however it ended. An API that does not answer for a while does not end the wait.
 * @throws HarnessError `AT_TIMEOUT` with the state of each unfinished task; ApiError `AT_NOT_FOUND` where there is no
 * such run; the signal's reason
 */
export async function waitForRun(
  api: AirflowApi,
  dagId: string,
  runId: string,
  { timeoutMs = 600_000, intervalMs = 300, signal, onState, ...snapshot }: RunWaitOptions = {},
): Promise<RunSnapshot> {
  const report = reporter(api, onState);
  return until(
    async (bounded): Promise<Seen<RunSnapshot>> => {
      const run = await api.run(dagId, runId, { signal: bounded });
      await report(run, bounded);
      if (!isFinalRunState(run.state)) return { ready: false, saw: run.state };
      return { ready: true, value: await snapshotRun(api, dagId, runId, { ...snapshot, signal: bounded }) };
    },
    {
      ...{ timeoutMs, intervalMs, signal },
      probeTimeoutMs: 60_000,
      onTimeout: (saw) => timedOut(api, dagId, runId, timeoutMs, saw),
    },
  );
}

function reporter(api: AirflowApi, onState: RunWaitOptions["onState"]) {
  let told = "";
  let counted = Number.NEGATIVE_INFINITY;
  return async ({ dagId, runId, state }: DagRun, signal: AbortSignal): Promise<void> => {
    if (!onState) return;
    let words = state;
    if (state === "running") {
      if (performance.now() - counted < progressMs) return;
      counted = performance.now();
      const { finished, total } = await api.progress(dagId, runId, { signal });
      words = `running, ${finished} of ${total} tasks finished`;
    }
    if (words !== told) onState(words);
    told = words;
  };
}

async function timedOut(
  api: AirflowApi,
  dagId: string,
  runId: string,
  timeoutMs: number,
  saw: string,
): Promise<HarnessError> {
  const what = `the run "${runId}" of the DAG "${dagId}" did not end within ${timeoutMs / 1000} s`;
  const expected = "success or failed";
  try {
    const options = { timeoutMs: 10_000 };
    const [run, dag] = await Promise.all([snapshotRun(api, dagId, runId, options), api.dag(dagId, options)]);
    const open = run.tasks.filter(({ state }) => !isFinalTaskState(state));
    const paused = dag.paused ? "the DAG is paused: unpause it" : undefined;
    return new HarnessError("AT_TIMEOUT", what, {
      expected,
      observed: `${run.state}, ${run.tasks.length - open.length} of ${run.tasks.length} tasks finished`,
      evidence: openTasks(open) || undefined,
      try: paused ?? hintFor(open),
    });
  } catch (error) {
    return new HarnessError("AT_TIMEOUT", what, { expected, observed: saw, evidence: reasonOf(error), cause: error });
  }
}

function openTasks(open: RunSnapshot["tasks"]): string {
  const lines = open.slice(0, mostTasks).map((task) => {
    const { state, tryNumber, hostname, start, queuedAt, queue } = task;
    if (state === "running") return `${taskLabel(task)}  running since ${start} on ${hostname}, try ${tryNumber}`;
    if (state === "queued") return `${taskLabel(task)}  queued since ${queuedAt} for queue ${queue}`;
    return `${taskLabel(task)}  ${state ?? "not scheduled yet"}${tryNumber > 0 ? `, try ${tryNumber}` : ""}`;
  });
  const left = open.length - lines.length;
  return [...lines, ...(left > 0 ? [`and ${left} more`] : [])].join("\n");
}

function hintFor(open: RunSnapshot["tasks"]): string | undefined {
  const queued = open.filter(({ state }) => state === "queued");
  if (queued.length === 0 || open.some(({ state }) => state === "running")) return undefined;
  return `a worker that consumes ${[...new Set(queued.map(({ queue }) => queue))].join(", ")}`;
}
