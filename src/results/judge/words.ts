import { isFinalTaskState, type RunData, type TaskInstanceSnapshot } from "../run-data.ts";
import { byLabel, taskLabel } from "../task-label.ts";

/** DAG and run, as messages name them. */
export function runName({ dagId, runId }: Pick<RunData, "dagId" | "runId">): string {
  return `${dagId} ${runId}`;
}

/** `1 task`, `2 tasks`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** `once`, `2 times`. */
export function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}

/** The names with commas, at most so many: `a, b and 3 more`. */
export function listed(names: readonly string[], most = 30): string {
  if (names.length <= most) return names.join(", ") || "none";
  return `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
}

/** The lines, at most so many, then how many are left. */
export function atMost(lines: readonly string[], most: number, indent = "  "): string[] {
  if (lines.length <= most) return [...lines];
  return [...lines.slice(0, most), `${indent}and ${lines.length - most} more`];
}

/** Ids of the run's tasks in natural order, a mapped task once. */
export function taskIds(run: RunData): string[] {
  return [...new Set(run.tasks.map(({ taskId }) => taskId))].sort(byLabel);
}

/** A state in words. */
export function stateWord(state: string | null): string {
  return state ?? "not run";
}

/** `, try 2, on worker-2` */
export function whereOf({ tryNumber, hostname }: Pick<TaskInstanceSnapshot, "tryNumber" | "hostname">): string {
  return `${tryNumber > 1 ? `, try ${tryNumber}` : ""}${hostname ? `, on ${hostname}` : ""}`;
}

/** What has become of the run, after `but`: `failed`, or `is running: 3 of 6 tasks have ended`. */
export function outcome(run: RunData): string {
  if (run.state === "success") return "succeeded";
  if (run.state === "failed") return "failed";
  const ended = run.tasks.filter(({ state }) => isFinalTaskState(state)).length;
  return `is ${run.state}: ${ended} of ${counted(run.tasks.length, "task")} ${ended === 1 ? "has" : "have"} ended`;
}

/** Labels and texts in two columns, with two blanks before. */
export function rows(lines: readonly (readonly [label: string, text: string])[]): string[] {
  const width = Math.min(40, Math.max(0, ...lines.map(([label]) => label.length)));
  return lines.map(([label, text]) => `  ${label.padEnd(width)}  ${text}`.trimEnd());
}

/** The instances with a state each, those of the same state in one line: `running  a, b`. */
export function byState(tasks: readonly TaskInstanceSnapshot[]): string[] {
  const groups = [...Map.groupBy(tasks, ({ state }) => stateWord(state))];
  return rows(groups.map(([state, members]) => [state, listed(members.map(taskLabel), 10)]));
}

/** The different states of the tasks: `failed and skipped`. */
export function statesOf(tasks: readonly TaskInstanceSnapshot[]): string {
  return [...new Set(tasks.map(({ state }) => stateWord(state)))].join(" and ");
}
