import type { TaskInstanceSnapshot } from "./run-data.ts";
import { taskLabel } from "./task-label.ts";

/** Chooses tasks: a pattern for the task id, a list of ids (`one[3]` for an instance of a mapped task), or a test. */
export type TaskSelection = RegExp | readonly string[] | ((task: TaskInstanceSnapshot) => boolean);

/** The tasks that are chosen; all of them without a selection. */
export function selectTasks(
  tasks: readonly TaskInstanceSnapshot[],
  selection: TaskSelection | undefined,
): readonly TaskInstanceSnapshot[] {
  if (selection === undefined) return tasks;
  if (typeof selection === "function") return tasks.filter((task) => selection(task));
  if (selection instanceof RegExp) {
    // A global or sticky pattern remembers where it stopped.
    const pattern = new RegExp(selection.source, selection.flags.replace(/[gy]/g, ""));
    return tasks.filter((task) => pattern.test(task.taskId));
  }
  const names = new Set(selection);
  return tasks.filter((task) => names.has(task.taskId) || names.has(taskLabel(task)));
}

/** The selection in words, for messages. */
export function describeSelection(selection: TaskSelection | undefined): string {
  if (selection === undefined) return "all tasks";
  if (typeof selection === "function") return "tasks that the given function chooses";
  if (selection instanceof RegExp) return `tasks matching ${selection}`;
  return `the task${selection.length === 1 ? "" : "s"} ${selection.join(", ")}`;
}
