import type { RunData } from "../run-data.ts";
import { type Timeline, type TimelineOptions, timeline } from "../timeline.ts";
import { axis } from "./axis.ts";
import { asciiGlyphs, type Glyphs, unicodeGlyphs } from "./glyphs.ts";
import { graded, greatestByCell } from "./levels.ts";
import { type Paint, paintFor } from "./paint.ts";
import { chartOf, occupied, type RowTexts, textsOf } from "./row-line.ts";
import { rowsOf } from "./rows.ts";
import type { Scale } from "./scale.ts";
import { formatSeconds } from "./seconds.ts";
import { summary } from "./summary.ts";
import { columns, printable, shorten, toWidth } from "./text.ts";

/** How a timeline is drawn. */
export interface RenderOptions extends TimelineOptions {
  /** Columns of the picture, at least 40. @default 100 */
  width?: number;
  /** Box and block characters; plain ASCII without. @default true */
  unicode?: boolean;
  /** ANSI colours. @default false */
  color?: boolean;
  /** Rows for tasks; above it, instances of mapped tasks share a row, and the rest is counted. @default 40 */
  maxRows?: number;
}

const least = { cells: 12, right: "at most 99".length } as const;
const most = { label: 32, where: 26, workers: 8 } as const;

/**
 * Draws a run as text: a bar for each task with its time in the queue, its worker and process, a line of concurrency
 * for all and for each worker, and what it amounts to in words. No line is wider than asked for or ends with blanks.
 */
export function renderTimeline(of: RunData | Timeline, options: RenderOptions = {}): string {
  const line = "attempts" in of ? of : timeline(of, options);
  const width = Math.max(40, options.width ?? 100);
  const glyphs = options.unicode === false ? asciiGlyphs : unicodeGlyphs;
  const paint = paintFor(options.color ?? false);
  const { rows, left } = rowsOf(line, Math.max(2, options.maxRows ?? 40));
  const texts = rows.map((row) => textsOf(row, glyphs));
  const frame = frameOf(texts, Math.max(0, ...line.attempts.map(({ end }) => end)), width);
  const pad = " ".repeat(frame.label + 3);
  const [moments, ruler] = axis(frame.scale, glyphs);
  const drawn = rows.map((row, i) =>
    rowLine(texts[i] as RowTexts, chartOf(row, frame.scale, glyphs, paint), row.state),
  );
  const out = [
    titleOf(line, width, glyphs, paint),
    "",
    ...(line.max > 0 ? [pad + moments, pad + paint.faint(ruler)] : []),
    ...drawn,
    ...(left > 0 ? [`  ${glyphs.ellipsis} ${left} more`] : []),
    ...(line.max > 0 ? concurrency(line, frame, glyphs, paint) : []),
    "",
    ...summary(line, width, glyphs),
  ];
  return out.map((text) => text.trimEnd()).join("\n");

  function rowLine({ glyph, label, seconds, where, note }: RowTexts, chart: string, state: string | null): string {
    const place = frame.where > 0 ? `  ${toWidth(where, frame.where, glyphs.ellipsis)}` : "";
    const right = `${seconds.padStart(frame.seconds)}${place}${note ? `  ${note}` : ""}`;
    const name = toWidth(label, frame.label, glyphs.ellipsis);
    return `${paint.state(state, glyph)} ${name} ${chart} ${shorten(right, frame.right, glyphs.ellipsis)}`;
  }
}

interface Frame {
  readonly label: number;
  readonly seconds: number;
  readonly where: number;
  /** All that is right of the chart, with the blank between. */
  readonly right: number;
  readonly scale: Scale;
}

/** Shares the columns out: texts as wide as they need, within limits, and the chart gets the rest. */
function frameOf(texts: readonly RowTexts[], end: number, width: number): Frame {
  const widest = (of: (text: RowTexts) => string) => texts.reduce((wide, text) => Math.max(wide, columns(of(text))), 0);
  const label = Math.min(
    most.label,
    Math.max(
      8,
      widest((text) => text.label),
    ),
    Math.floor(width / 3),
  );
  const seconds = widest((text) => text.seconds);
  const where =
    width < 72
      ? 0
      : Math.min(
          most.where,
          widest((text) => text.where),
        );
  const note = Math.min(
    24,
    widest((text) => text.note),
  );
  const wanted = seconds + (where > 0 ? where + 2 : 0) + (note > 0 ? note + 2 : 0);
  const right = Math.min(Math.max(wanted, least.right), width - label - 4 - least.cells);
  const cells = width - label - 4 - right;
  return { label, seconds, where, right, scale: { cells, total: end > 0 ? end : 1 } };
}

function titleOf(line: Timeline, width: number, glyphs: Glyphs, paint: Paint): string {
  const state = glyphs.states[line.runState] ?? glyphs.unknown;
  const outcome = `${line.runState}${line.span > 0 ? ` in ${formatSeconds(line.span)}` : ""}`;
  const name = shorten(printable(line.dagId), Math.max(8, width - columns(outcome) - 4), glyphs.ellipsis);
  const left = width - columns(name) - columns(outcome) - 6;
  const runId = left > 8 ? `  ${paint.faint(shorten(printable(line.runId), left, glyphs.ellipsis))}` : "";
  return `${paint.state(line.runState, state)} ${paint.strong(name)}  ${outcome}${runId}`;
}

/** Concurrency of all, and of each worker against the same height. */
function concurrency(line: Timeline, { label, scale, right }: Frame, glyphs: Glyphs, paint: Paint): string[] {
  const row = (name: string, attempts: Timeline["attempts"]) => {
    const levels = occupied(attempts);
    const greatest = levels.reduce((high, { running }) => Math.max(high, running), 0);
    const heights = graded(greatestByCell(levels, scale), line.max, glyphs.heights);
    const words = shorten(`at most ${greatest}`, right, glyphs.ellipsis);
    return `  ${toWidth(printable(name), label, glyphs.ellipsis)} ${paint.state("running", heights)} ${words}`;
  };
  const byWorker = Map.groupBy(line.attempts, ({ worker }) => worker);
  const shown = line.workers.slice(0, most.workers);
  const hidden = line.workers.length - shown.length;
  return [
    "",
    row("at once", line.attempts),
    ...(line.workers.length > 1 ? shown.map((worker) => row(worker, byWorker.get(worker) ?? [])) : []),
    ...(hidden > 0 ? [`  ${glyphs.ellipsis} ${hidden} more workers`] : []),
  ];
}
