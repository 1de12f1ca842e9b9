import type { RunData, TaskFailure, TaskInstanceSnapshot } from "../run-data.ts";
import { taskLabel } from "../task-label.ts";
import { cleanLine } from "./clean-line.ts";
import { foldTraceback } from "./fold-traceback.ts";
import { atMost, listed, whereOf } from "./words.ts";

/** How much of a run's failures is shown; `run.failures` has all of it. */
const most = { reasons: 5, sharing: 5, unexplained: 20, logLines: 8 } as const;

/** Why the task failed, as far as its log was read. */
export function failureOf(run: RunData, task: TaskInstanceSnapshot): TaskFailure | undefined {
  return run.failures.find(({ taskId, mapIndex }) => taskId === task.taskId && mapIndex === task.mapIndex);
}

/**
 * The failed tasks, each with its state, try, worker and the reason from its log, and in one line those that were not
 * tried because of them. Tasks that failed for the same reason share it.
 */
export function whyFailed(run: RunData): string[] {
  const failed = run.tasks.filter(({ state }) => state === "failed");
  const groups = [...Map.groupBy(failed, (task) => reason(failureOf(run, task)).join("\n"))];
  const explained = groups.filter(([text]) => text !== "");
  const others = [...explained.slice(most.reasons), ...groups.filter(([text]) => text === "")].flatMap(([, of]) => of);
  const blocked = run.tasks.filter(({ state }) => state === "upstream_failed").map(taskLabel);
  return [
    ...explained.slice(0, most.reasons).flatMap(([text, of]) => [...atMost(of.map(headOf), most.sharing), text]),
    ...atMost(others.map(headOf), most.unexplained),
    ...(blocked.length > 0 ? [`  upstream_failed: ${listed(blocked, 10)}`] : []),
    ...(failed.length === 0 && run.state === "failed"
      ? ["  no task failed; a run also fails when its dagrun_timeout is over, or when somebody marks it as failed"]
      : []),
  ];
}

function headOf(task: TaskInstanceSnapshot): string {
  return `  ${taskLabel(task)}  failed${whereOf(task)}`;
}

function reason(failure: TaskFailure | undefined): string[] {
  if (!failure) return [];
  const { traceback, message, log } = failure;
  const lines = traceback !== null ? foldTraceback(traceback) : message !== null ? [cleanLine(message)] : lastOf(log);
  return lines.map((line) => `    ${line}`);
}

function lastOf(log: readonly string[]): string[] {
  if (log.length === 0) return ["its log is empty: it may have been killed before it wrote anything"];
  return [
    "no traceback; the last lines of its log:",
    ...log.slice(-most.logLines).map((line) => `  ${cleanLine(line)}`),
  ];
}
