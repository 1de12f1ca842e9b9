import type { TaskFailure, TaskInstanceSnapshot } from "../../results/run-data.ts";
import type { TaskLog, TaskLogEvent } from "./run-api.ts";

const mostLines = 50;
const errors = new Set(["error", "critical"]);

/** Why a task failed, from the log of its last try. */
export function failureOf(task: TaskInstanceSnapshot, log: TaskLog): TaskFailure {
  const exceptions = log.events.filter(({ exception }) => exception !== null);
  // A callback may log exceptions of its own after the one that the task ended with.
  const last = exceptions.findLast(({ text }) => text.startsWith("Task failed")) ?? exceptions.at(-1);
  const lines = log.lines.length > 0 ? log.lines : log.sources;
  return {
    ...named(task),
    message: last?.exception?.message ?? lastError(log.events),
    traceback: last?.exception?.traceback ?? null,
    log: lines.slice(-mostLines),
  };
}

/** A failure whose log was not read; says why in its place. */
export function unreadFailure(task: TaskInstanceSnapshot, why: string): TaskFailure {
  return { ...named(task), message: null, traceback: null, log: [why] };
}

function named({ taskId, mapIndex, tryNumber, hostname }: TaskInstanceSnapshot) {
  return { taskId, mapIndex, tryNumber, hostname };
}

/** What a task that was killed leaves: no exception, but a line that says so. */
function lastError(events: readonly TaskLogEvent[]): string | null {
  return events.findLast(({ level }) => level !== null && errors.has(level))?.text ?? null;
}
