import { peak, sweep } from "../sweep.ts";
import type { TimelineAttempt } from "../timeline.ts";
import { bar } from "./bar.ts";
import type { Glyphs } from "./glyphs.ts";
import { graded, greatestByCell } from "./levels.ts";
import type { Paint } from "./paint.ts";
import type { Row } from "./rows.ts";
import type { Scale } from "./scale.ts";
import { formatSeconds } from "./seconds.ts";
import { printable } from "./text.ts";

/** The texts of a row beside its bar. */
export interface RowTexts {
  readonly glyph: string;
  readonly label: string;
  readonly seconds: string;
  /** Worker and process, or how many of them. */
  readonly where: string;
  /** What is worth a word: a state other than success, a try after the first. */
  readonly note: string;
}

export function textsOf(row: Row, glyphs: Glyphs): RowTexts {
  const { attempts, instances, state } = row;
  const base = { glyph: glyphs.states[state ?? ""] ?? glyphs.unknown, label: printable(row.label) };
  const newest = attempts.find(({ last }) => last) ?? attempts.at(-1);
  if (!newest) return { ...base, seconds: "", where: "", note: wordOf(state) };
  const workers = new Set(attempts.map(({ worker }) => worker));
  if (instances !== null) {
    const busy = attempts.reduce((sum, { start, end }) => sum + (end - start), 0);
    const where = workers.size === 1 ? newest.worker : `${workers.size} workers`;
    const most = peak(occupied(attempts))?.running ?? 0;
    return { ...base, seconds: formatSeconds(busy), where: printable(where), note: `${wordIf(state)}${most} at once` };
  }
  return {
    ...base,
    seconds: formatSeconds(newest.end - newest.start),
    where: printable(newest.process),
    note: `${wordIf(state)}${newest.tryNumber > 1 ? `try ${newest.tryNumber}` : ""}`.replace(/, $/, ""),
  };
}

/** The row's cells: a bar, or shades for many instances. */
export function chartOf(row: Row, scale: Scale, glyphs: Glyphs, paint: Paint): string {
  if (row.instances === null) return bar(row.attempts, scale, glyphs, paint);
  const levels = occupied(row.attempts);
  const shades = graded(greatestByCell(levels, scale), peak(levels)?.running ?? 1, glyphs.shades);
  return paint.state(row.state, shades);
}

/** Levels of concurrency of attempts, in seconds of the timeline. */
export function occupied(attempts: readonly TimelineAttempt[]) {
  return sweep(attempts.map(({ start, end, worker }) => ({ from: start, to: end, worker, pid: null })));
}

function wordOf(state: string | null): string {
  return state === null ? "not run" : state.replaceAll("_", " ");
}

function wordIf(state: string | null): string {
  return state === "success" ? "" : `${wordOf(state)}, `;
}
