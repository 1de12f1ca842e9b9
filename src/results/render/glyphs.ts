import type { Grades } from "./levels.ts";

/** What a timeline is drawn with. */
export interface Glyphs {
  readonly states: Readonly<Record<string, string>>;
  readonly unknown: string;
  /** Waiting in the queue, an attempt before the last, and a full cell of the last attempt. */
  readonly wait: string;
  readonly earlier: string;
  readonly run: string;
  /** Left and right half of a cell; null where a character cannot show halves. */
  readonly halves: { readonly left: string; readonly right: string } | null;
  /** From little to much, for many instances in one row. */
  readonly shades: Grades;
  /** From little to much, for concurrency. */
  readonly heights: Grades;
  readonly axis: { readonly line: string; readonly first: string; readonly tick: string };
  readonly ellipsis: string;
  readonly arrow: string;
  readonly dot: string;
}

export const unicodeGlyphs: Glyphs = {
  states: {
    success: "✓",
    failed: "✗",
    running: "▸",
    restarting: "▸",
    skipped: "↷",
    upstream_failed: "⊘",
    removed: "−",
    up_for_retry: "↻",
    up_for_reschedule: "↻",
    deferred: "⋯",
    queued: "◦",
    scheduled: "◦",
  },
  unknown: "·",
  ...{ wait: "░", earlier: "▒", run: "█" },
  halves: { left: "▌", right: "▐" },
  shades: { grades: ["░", "▒", "▓", "█"] },
  heights: { grades: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] },
  axis: { line: "─", first: "├", tick: "┼" },
  ...{ ellipsis: "…", arrow: "→", dot: "·" },
};

export const asciiGlyphs: Glyphs = {
  states: {
    success: "+",
    failed: "x",
    running: ">",
    restarting: ">",
    skipped: "/",
    upstream_failed: "!",
    removed: "-",
    up_for_retry: "~",
    up_for_reschedule: "~",
    deferred: ":",
    queued: "o",
    scheduled: "o",
  },
  unknown: "?",
  ...{ wait: ".", earlier: "=", run: "#" },
  halves: null,
  shades: { grades: [".", "-", "+", "#"] },
  heights: { numbers: ["1", "2", "3", "4", "5", "6", "7", "8", "9"], grades: [".", "-", "+", "#"] },
  axis: { line: "-", first: "|", tick: "|" },
  ...{ ellipsis: "..", arrow: "->", dot: "-" },
};
