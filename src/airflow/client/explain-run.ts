import { HarnessError, reasonOf } from "../../base/harness-error.ts";
import { finalRunStates, isFinalTaskState } from "../../results/run-data.ts";
import type { RunSnapshot } from "../../results/run-snapshot.ts";
import { taskLabel } from "../../results/task-label.ts";
import type { AirflowApi } from "./airflow-api.ts";
import type { DagRun } from "./run-api.ts";
import { snapshotRun } from "./snapshot-run.ts";

const mostTasks = 30;

/** A run for messages. */
export function nameOf({ dagId, runId }: Pick<DagRun, "dagId" | "runId">): string {
  return `the run "${runId}" of the DAG "${dagId}"`;
}

/** The error of a wait for a state that the run can no longer come to. */
export async function endedOtherwise(
  api: AirflowApi,
  run: DagRun,
  states: readonly string[],
  signal: AbortSignal | undefined,
): Promise<HarnessError> {
  const { tasks, failures } = await snapshotRun(api, run, { xcoms: false, signal });
  const failed = failures.map((one) => `${taskLabel(one)}  ${one.message ?? one.log.at(-1) ?? "no message"}`);
  const others = tasks.filter(({ state }) => state !== "success" && state !== "failed");
  const rest = others.map((task) => `${taskLabel(task)}  ${task.state ?? "not run"}`);
  return new HarnessError("AT_TIMEOUT", `${nameOf(run)} has ended and is not ${states.join(" or ")}`, {
    ...{ expected: states.join(" or "), observed: run.state },
    evidence: [...failed, ...rest].slice(0, mostTasks).join("\n") || undefined,
  });
}

/** The error of a wait that ran out: the state of each task that has not ended, and what it may be waiting for. */
export async function timedOut(
  api: AirflowApi,
  of: Pick<DagRun, "dagId" | "runId">,
  states: readonly string[],
  within: number,
  saw: string,
): Promise<HarnessError> {
  const wanted = states.join(" or ");
  const verb = states === finalRunStates ? "did not end" : `did not come to ${wanted}`;
  const what = `${nameOf(of)} ${verb} within ${within / 1000} s`;
  try {
    const options = { timeoutMs: 10_000, xcoms: false, failures: false };
    const [run, dag] = await Promise.all([snapshotRun(api, of, options), api.dag(of.dagId, options)]);
    const open = run.tasks.filter(({ state }) => !isFinalTaskState(state));
    const paused = dag.paused ? "the DAG is paused: unpause it" : undefined;
    return new HarnessError("AT_TIMEOUT", what, {
      expected: wanted,
      observed: `${run.state}, ${run.tasks.length - open.length} of ${run.tasks.length} tasks finished`,
      evidence: openTasks(open) || undefined,
      try: paused ?? hintFor(open),
    });
  } catch (error) {
    return new HarnessError("AT_TIMEOUT", what, {
      ...{ expected: wanted, observed: saw, evidence: reasonOf(error), cause: error },
    });
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
