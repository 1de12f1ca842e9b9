import { isFinalRunState, isFinalTaskState, type RunData } from "../run-data.ts";
import { taskLabel } from "../task-label.ts";
import { cleanLine } from "./clean-line.ts";
import { findTask, unknownTask } from "./find-task.ts";
import type { Judgement } from "./judgement.ts";
import { hasText, shownPattern, type TextPattern } from "./text-pattern.ts";
import { failureOf } from "./why-failed.ts";
import { counted, runName, statesOf } from "./words.ts";

/** What a task should have logged. */
export interface ExpectedLog {
  /** One instance of a mapped task is enough. */
  task: string;
  /** What a line must have in it, or match. */
  text: TextPattern;
}

/** The log of a try, or its last lines where no more was read. */
interface Log {
  readonly label: string;
  readonly name: string;
  readonly lines: readonly string[];
}

const most = { found: 5, tail: 15 } as const;

/**
 * Whether the task logged the text in any of its tries. Without whole logs the last lines of a failed task are looked
 * at; what is not there may still be elsewhere.
 */
export function judgeLogged(run: RunData, { task, text }: ExpectedLog): Judgement {
  const tasks = findTask(run, task);
  if (tasks.length === 0) return unknownTask(run, task);
  const logs = run.logs === null ? tailsOf(run, task) : logsOf(run, task);
  const hits = logs.filter(({ lines }) => hasText(lines.join("\n"), text));
  const name = `${task} of ${runName(run)}`;
  if (hits.length > 0) {
    const message = [`${name} logged ${shownPattern(text)}`, ...hits.slice(0, 3).flatMap((log) => found(log, text))];
    return { ok: true, settled: true, message: message.join("\n") };
  }
  const settled = isFinalRunState(run.state) || tasks.every(({ state }) => isFinalTaskState(state));
  const last = logs.at(-1);
  const tail = last ? tailOf(last) : [];
  if (run.logs !== null) {
    const but = last ? "" : `; it has no log and is ${statesOf(tasks)}`;
    return { ok: false, settled, message: [`${name} did not log ${shownPattern(text)}${but}`, ...tail].join("\n") };
  }
  const where = last ? "it is not in the last lines that were read" : "the snapshot was taken without logs";
  const message = [`whether ${name} logged ${shownPattern(text)} is not known: ${where}`, ...tail];
  return {
    ok: false,
    settled: true,
    moot: true,
    message: [...message, "  run({ logs: true }) reads them whole"].join("\n"),
  };
}

function logsOf(run: RunData, task: string): Log[] {
  const labels = new Set(findTask(run, task).map(taskLabel));
  return [...labels].flatMap((label) =>
    (run.logs?.[label] ?? []).map((lines, i) => ({ label, name: `${label}, try ${i + 1}`, lines })),
  );
}

function tailsOf(run: RunData, task: string): Log[] {
  return findTask(run, task).flatMap((one) => {
    const { log = [], tryNumber = 1 } = failureOf(run, one) ?? {};
    const label = taskLabel(one);
    return log.length > 0 ? { label, name: `${label}, try ${tryNumber}`, lines: log } : [];
  });
}

/** The lines that have it; the beginning where it spans several. */
function found({ name, lines }: Log, text: TextPattern): string[] {
  const hits = lines.flatMap((line, i) => (hasText(line, text) ? `    line ${i + 1}: ${cleanLine(line)}` : []));
  const left = hits.length - most.found;
  return [`  ${name}`, ...hits.slice(0, most.found), ...(left > 0 ? [`    and ${counted(left, "line")} more`] : [])];
}

function tailOf({ name, lines }: Log): string[] {
  const shown = lines.slice(-most.tail).map((line) => `    ${cleanLine(line)}`);
  return [
    `  ${name}, ${lines.length > most.tail ? `last ${most.tail} of ${lines.length} lines` : counted(lines.length, "line")}`,
    ...shown,
  ];
}
