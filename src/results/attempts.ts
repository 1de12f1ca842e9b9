import { microsOf } from "./instant.ts";
import type { RunData, TaskInstanceSnapshot, TrySnapshot } from "./run-data.ts";
import { taskLabel } from "./task-label.ts";

/** An attempt that a worker ran, in microseconds since 1970. */
export interface Ran {
  readonly label: string;
  readonly task: TaskInstanceSnapshot;
  readonly tryNumber: number;
  /** Whether it is the newest attempt of its task. */
  readonly last: boolean;
  readonly state: string | null;
  readonly running: boolean;
  readonly queued: number | null;
  readonly from: number;
  readonly to: number;
  readonly worker: string;
  readonly pid: number | null;
}

/** What workers ran for these tasks, ordered by start. Tasks that no worker had, such as skipped ones, are left out. */
export function attemptsOf(run: RunData, tasks: readonly TaskInstanceSnapshot[]): Ran[] {
  const now = microsOf(run.takenAt);
  const all = tasks.flatMap((task) => {
    const waitsAgain = isWaiting(task) && task.start !== null;
    // While a retry waits, Airflow shows start and end of the try before it.
    const own = waitsAgain ? { ...task, tryNumber: task.tryNumber - 1, queuedAt: null } : task;
    const known = task.earlierTries.some(({ tryNumber }) => tryNumber === own.tryNumber);
    const tries = known ? task.earlierTries : [...task.earlierTries, own];
    return tries.flatMap((attempt, i) => ran(attempt, task, i === tries.length - 1, now) ?? []);
  });
  return all.sort((a, b) => a.from - b.from || a.to - b.to);
}

function isWaiting({ state }: TrySnapshot): boolean {
  return state === null || state === "scheduled" || state === "queued";
}

function ran(attempt: TrySnapshot, task: TaskInstanceSnapshot, last: boolean, now: number): Ran | undefined {
  if (attempt.start === null || !attempt.hostname) return undefined;
  const from = microsOf(attempt.start);
  const running = attempt.state === "running" || attempt.state === "restarting";
  const end = attempt.end === null ? from : microsOf(attempt.end);
  const to = Math.max(from, running ? now : end);
  if (Number.isNaN(from) || Number.isNaN(to)) return undefined;
  const queued = attempt.queuedAt === null ? null : microsOf(attempt.queuedAt);
  return {
    ...{ label: taskLabel(task), task, tryNumber: attempt.tryNumber, last, state: attempt.state, running, from, to },
    queued: queued !== null && queued <= from ? queued : null,
    worker: attempt.hostname,
    pid: attempt.pid,
  };
}
