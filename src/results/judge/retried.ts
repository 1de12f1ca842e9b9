import { HarnessError } from "../../base/harness-error.ts";
import { attemptsOf } from "../attempts.ts";
import { formatSeconds } from "../render/seconds.ts";
import { isFinalRunState, isFinalTaskState, type RunData } from "../run-data.ts";
import { findTask, unknownTask } from "./find-task.ts";
import type { Judgement } from "./judgement.ts";
import { atMost, rows, runName, statesOf, stateWord, times as timesWord } from "./words.ts";

/** How often a task should have been retried. */
export interface ExpectedRetries {
  /** One instance of a mapped task is enough. */
  task: string;
  /** Tries after the first one, exactly. @default at least 1 */
  times?: number;
}

/**
 * Whether the task was tried again.
 * @throws HarnessError `AT_USAGE` for a count that is no whole number
 */
export function judgeRetried(run: RunData, { task, times }: ExpectedRetries): Judgement {
  if (times !== undefined && !(Number.isInteger(times) && times >= 0)) {
    throw new HarnessError("AT_USAGE", `times must be a whole number of at least 0, not ${times}`);
  }
  const tasks = findTask(run, task);
  if (tasks.length === 0) return unknownTask(run, task);
  const counts = tasks.map(({ tryNumber }) => Math.max(0, tryNumber - 1));
  const most = Math.max(...counts);
  const ok = times === undefined ? most > 0 : counts.includes(times);
  const ended = isFinalRunState(run.state) || tasks.every(({ state }) => isFinalTaskState(state));
  const lines = atMost(triesOf(run, task), 20);
  const name = `${task} of ${runName(run)}`;
  if (ok) {
    const message = [`${name} was ${howOften(times ?? most)}`, ...lines].join("\n");
    return { ok, settled: ended || times === undefined, message };
  }
  const allowed = Math.max(...tasks.map(({ maxTries }) => maxTries));
  const title = `${name} should have been ${howOften(times)}, but was ${howOften(most)}`;
  const note = `  it is ${statesOf(tasks)}; retries that it allows: ${allowed}`;
  return { ok, settled: ended, message: [title, ...lines, note].join("\n") };
}

function howOften(count: number | undefined): string {
  if (count === undefined) return "retried";
  return count === 0 ? "not retried" : `retried ${timesWord(count)}`;
}

function triesOf(run: RunData, name: string): string[] {
  return rows(
    attemptsOf(run, findTask(run, name)).map(({ label, tryNumber, state, from, to, worker }) => [
      `${label === name ? "" : `${label} `}try ${tryNumber}`,
      `${stateWord(state)}, ${formatSeconds((to - from) / 1e6)}, on ${worker}`,
    ]),
  );
}
