import { isFinalRunState, type RunData, type TaskInstanceSnapshot } from "../run-data.ts";
import { findTask, unknownTask } from "./find-task.ts";
import type { Judgement } from "./judgement.ts";
import { hasText, shownPattern, type TextPattern } from "./text-pattern.ts";
import { failureOf, whyFailed } from "./why-failed.ts";
import { byState, outcome, runName, statesOf } from "./words.ts";

/** How a run should have failed. */
export interface ExpectedFailure {
  /** The task that failed; one instance of a mapped task is enough. @default any */
  task?: string;
  /** What the traceback of a failed task says, or its last log lines where it has none. @default anything */
  message?: TextPattern;
}

/** Whether the run failed, at that task and for that reason where they are named. */
export function judgeFailed(run: RunData, { task, message }: ExpectedFailure = {}): Judgement {
  const found = task === undefined ? run.tasks : findTask(run, task);
  if (task !== undefined && found.length === 0) return unknownTask(run, task);
  const settled = isFinalRunState(run.state);
  const at = task === undefined ? "" : ` at ${task}`;
  const reason = message === undefined ? "" : ` with ${shownPattern(message)}`;
  const not = (but: string, lines: readonly string[]) => ({
    ...{ ok: false, settled },
    message: [`${runName(run)} should have failed${at}${reason}, but ${but}`, ...lines].join("\n"),
  });
  if (run.state !== "failed") return not(outcome(run), settled ? [] : byState(run.tasks));
  const failed = found.filter(({ state }) => state === "failed");
  if (task !== undefined && failed.length === 0) return not(`${task} was ${statesOf(found)}`, whyFailed(run));
  if (message !== undefined && !failed.some((one) => failedWith(run, one, message))) {
    if (failed.every((one) => failureOf(run, one))) return not("failed for another reason", whyFailed(run));
    return { ...not("not every log of a failed task was read, and those that were do not say it", []), moot: true };
  }
  return { ok: true, settled, message: [`${runName(run)} failed${at}${reason}`, ...whyFailed(run)].join("\n") };
}

function failedWith(run: RunData, task: TaskInstanceSnapshot, pattern: TextPattern): boolean {
  const failure = failureOf(run, task);
  if (!failure) return false;
  const { traceback, message, log } = failure;
  return hasText([message, traceback].filter((text) => text !== null).join("\n") || log.join("\n"), pattern);
}
