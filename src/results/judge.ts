import { HarnessError } from "../base/harness-error.ts";
import { type RenderOptions, renderTimeline } from "./render/render-timeline.ts";
import type { RunData } from "./run-data.ts";
import { describeSelection, selectTasks, type TaskSelection } from "./select-tasks.ts";
import { byLabel, taskLabel } from "./task-label.ts";
import { type Timeline, timeline } from "./timeline.ts";

/** Whether something holds for a run, and why not. */
export interface Judgement {
  readonly ok: boolean;
  /** A sentence, with the evidence below it where it does not hold. */
  readonly message: string;
}

/** What must have run at the same time. */
export interface Parallelism {
  /** @default all tasks */
  tasks?: TaskSelection;
  /** How many of the tasks at once. @default 2 */
  atLeast?: number;
  /** On how many workers at that moment. @default 1 */
  workers?: number;
}

/** {@link Judgement} of parallelism with what was seen. */
export interface ParallelJudgement extends Judgement {
  /** Most tasks at once. */
  readonly max: number;
  /** Workers that ran them at that moment. */
  readonly workers: number;
  readonly timeline: Timeline;
}

/**
 * Whether there was a moment at which so many of the tasks ran, on so many workers. Tasks that do not exist never did.
 * @throws HarnessError `AT_USAGE` for counts that are no whole numbers
 */
export function judgeParallel(run: RunData, wanted: Parallelism = {}, look: RenderOptions = {}): ParallelJudgement {
  const { tasks, atLeast = 2, workers = 1 } = wanted;
  for (const [name, count] of Object.entries({ atLeast, workers })) {
    if (Number.isInteger(count) && count >= 0) continue;
    throw new HarnessError("AT_USAGE", `${name} must be a whole number of at least 0, not ${count}`);
  }
  const line = timeline(run, { tasks });
  const chosen = selectTasks(run.tasks, tasks).length;
  const needed = atLeast === 0 ? 0 : workers;
  const ok =
    (chosen > 0 || atLeast === 0) &&
    (atLeast === 0 || line.levels.some((level) => level.running >= atLeast && level.workers >= needed));
  const seen = { max: line.max, workers: line.atMax.workers.length, timeline: line };
  if (ok) return { ok, ...seen, message: `${line.max} ran at once on ${counted(seen.workers, "worker")}` };
  if (chosen === 0) return { ok, ...seen, message: nothingChosen(run, tasks) };
  const expected = `at least ${atLeast} at once${workers > 1 ? ` on ${workers} workers` : ""}`;
  const observed = `at most ${line.max}, on ${counted(seen.workers, "worker")}`;
  return {
    ...{ ok, ...seen },
    message: `${describeSelection(tasks)} should have run ${expected}, but ran ${observed}\n\n${renderTimeline(line, look)}`,
  };
}

/** Whether the run and all of the chosen tasks succeeded; skipped tasks are no failure. */
export function judgeSucceeded(run: RunData, { tasks }: { tasks?: TaskSelection } = {}): Judgement {
  const chosen = selectTasks(run.tasks, tasks);
  if (chosen.length === 0 && tasks !== undefined) return { ok: false, message: nothingChosen(run, tasks) };
  const bad = chosen.filter(({ state }) => state !== "success" && state !== "skipped");
  const ok = bad.length === 0 && (tasks !== undefined || run.state === "success");
  const name = `${run.dagId} ${run.runId}`;
  if (ok) return { ok, message: `${name}: ${counted(chosen.length, "task")} succeeded` };
  const lines = bad.map((task) => `  ${taskLabel(task)}  ${task.state ?? "not run"}${whereOf(task)}`);
  return {
    ok,
    message: [`${name} ended as ${run.state}`, ...(lines.length > 0 ? lines : ["  no task failed"])].join("\n"),
  };
}

/** What a task should have come to: a state of Airflow, or one of several; null for a task that nothing ran. */
export type ExpectedStates = Readonly<Record<string, string | null | readonly (string | null)[]>>;

/** Whether each of the named tasks ended in its expected state; the message has a line for each that did not. */
export function judgeStates(run: RunData, expected: ExpectedStates): Judgement {
  const faults = Object.entries(expected).flatMap(([id, wanted]) => {
    const found = selectTasks(run.tasks, [id]);
    if (found.length === 0) return [`  ${id}  is not in the run`];
    const states: readonly (string | null)[] = Array.isArray(wanted) ? wanted : [wanted];
    return found
      .filter(({ state }) => !states.includes(state))
      .map(
        (task) =>
          `  ${taskLabel(task)}  expected ${states.map(named).join(" or ")}, was ${named(task.state)}${whereOf(task)}`,
      );
  });
  if (faults.length === 0) return { ok: true, message: `${run.dagId} ${run.runId}: all states as expected` };
  return {
    ok: false,
    message: [`${run.dagId} ${run.runId} ended as ${run.state}`, ...faults, `  tasks: ${names(run)}`].join("\n"),
  };
}

function named(state: string | null): string {
  return state ?? "not run";
}

function whereOf({ tryNumber, hostname }: { readonly tryNumber: number; readonly hostname: string | null }): string {
  return `${tryNumber > 1 ? `, try ${tryNumber}` : ""}${hostname ? `, on ${hostname}` : ""}`;
}

function nothingChosen(run: RunData, tasks: TaskSelection | undefined): string {
  return `${describeSelection(tasks)}: none in ${run.dagId} ${run.runId}; its tasks: ${names(run)}`;
}

function names(run: RunData): string {
  const ids = [...new Set(run.tasks.map(({ taskId }) => taskId))].sort(byLabel);
  return ids.length > 30 ? `${ids.slice(0, 30).join(", ")} and ${ids.length - 30} more` : ids.join(", ") || "none";
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
