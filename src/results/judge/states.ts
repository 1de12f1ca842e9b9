import { isFinalRunState, type RunData, type TaskInstanceSnapshot } from "../run-data.ts";
import { byLabel, taskLabel } from "../task-label.ts";
import { cleanLine } from "./clean-line.ts";
import { findTask, notInRun } from "./find-task.ts";
import type { Judgement } from "./judgement.ts";
import { failureOf } from "./why-failed.ts";
import { atMost, counted, listed, outcome, rows, runName, stateWord, taskIds, whereOf } from "./words.ts";

/** What a task should have come to: a state of Airflow, or one of several; null for a task that nothing ran. */
export type ExpectedStates = Readonly<Record<string, string | null | readonly (string | null)[]>>;

const mostLines = 40;

/** A line of the comparison. */
interface Line {
  readonly ok: boolean;
  readonly label: string;
  readonly text: string;
}

/** Whether each of the named tasks is in its expected state; the message has a line for each of them. */
export function judgeStates(run: RunData, expected: ExpectedStates): Judgement {
  const named = Object.entries(expected).map(([id, wanted]) => ({
    id,
    wanted: [wanted].flat(),
    of: findTask(run, id),
  }));
  const lines = named.flatMap(({ id, wanted, of }) =>
    of.length === 0 ? { ok: false, label: id, text: notInRun(run, id) } : linesFor(run, id, of, wanted),
  );
  const ended = isFinalRunState(run.state);
  const bad = lines.filter(({ ok }) => !ok);
  const unknown = named.filter(({ of }) => of.length === 0);
  const text = rows(lines.map((line) => [`${line.ok ? "✓" : "✗"} ${line.label}`, line.text]));
  if (bad.length === 0) {
    // Before the end, a task that nothing ran may still be run.
    const settled = ended || !named.some(({ wanted }) => wanted.includes(null));
    const title = `${runName(run)} ${outcome(run)}; ${counted(lines.length, "task")} as named`;
    return { ok: true, settled, message: [title, ...atMost(text, mostLines)].join("\n") };
  }
  const title = `${runName(run)} ${outcome(run)}; ${bad.length} of ${counted(lines.length, "task")} not as expected`;
  const first = [...text.filter((_, i) => !lines[i]?.ok), ...text.filter((_, i) => lines[i]?.ok)];
  const shown = text.length > mostLines ? atMost(first, mostLines) : text;
  return {
    ...{ ok: false, settled: ended },
    ...(unknown.length > 0 && unknown.length === bad.length ? { moot: true as const } : {}),
    message: [title, ...shown, ...(unknown.length > 0 ? [`  its tasks: ${listed(taskIds(run))}`] : [])].join("\n"),
  };
}

function linesFor(
  run: RunData,
  id: string,
  tasks: readonly TaskInstanceSnapshot[],
  wanted: readonly (string | null)[],
): Line[] {
  const [right, wrong] = [true, false].map((ok) => tasks.filter(({ state }) => wanted.includes(state) === ok));
  const good = [...Map.groupBy(right ?? [], ({ state }) => stateWord(state))].map(([state, { length }]) => {
    const count = tasks.length > 1 ? `, ${length} of ${counted(tasks.length, "instance")}` : "";
    return { ok: true, label: id, text: `${state}${count}` };
  });
  const bad = (wrong ?? [])
    .toSorted((a, b) => byLabel(taskLabel(a), taskLabel(b)))
    .map((task) => {
      const message = failureOf(run, task)?.message;
      const why = message ? `: ${cleanLine(message.split("\n").at(-1) ?? "")}` : "";
      const is = `expected ${wanted.map(stateWord).join(" or ")}, is ${stateWord(task.state)}${whereOf(task)}${why}`;
      return { ok: false, label: taskLabel(task), text: is };
    });
  return [...good, ...bad];
}
