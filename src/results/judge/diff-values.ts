import { diff, inspect } from "node:util";
import { shorten } from "../render/text.ts";

/** Writes a value as text, on one line or over as many as it takes. */
export type ShowValue = (value: unknown, oneLine: boolean) => string;

/** As Node prints it, with the keys in order. */
export const showValue: ShowValue = (value, oneLine) =>
  inspect(value, {
    ...{ depth: 20, sorted: true, maxArrayLength: 1_000, maxStringLength: 10_000 },
    ...(oneLine ? { breakLength: Number.POSITIVE_INFINITY, compact: true } : { breakLength: 80, compact: false }),
  });

const most = { width: 72, line: 240, lines: 60, equal: 3 } as const;

/** `expected 42, is 41` where both are short, else what differs line by line, with a few equal lines around. */
export function diffValues(expected: unknown, actual: unknown, show: ShowValue = showValue): string {
  const [short, is] = [show(expected, true), show(actual, true)];
  if (short.length + is.length <= most.width && !`${short}${is}`.includes("\n")) return `expected ${short}, is ${is}`;
  const entries = diff(show(expected, false).split("\n"), show(actual, false).split("\n"));
  const lines = entries.map(([side, text]) => ({
    equal: side === 0,
    text: `${side === 0 ? " " : side > 0 ? "-" : "+"} ${text}`,
  }));
  const near = (i: number) => lines.slice(Math.max(0, i - most.equal), i + most.equal + 1).some(({ equal }) => !equal);
  const out: string[] = [];
  let hidden = 0;
  for (const [i, { text }] of lines.entries()) {
    if (!near(i)) {
      hidden++;
      continue;
    }
    if (hidden > 0) out.push(`  ... ${hidden} equal`);
    hidden = 0;
    out.push(shorten(text, most.line, "…"));
  }
  if (hidden > 0) out.push(`  ... ${hidden} equal`);
  const cut =
    out.length > most.lines ? [...out.slice(0, most.lines), `  ... ${out.length - most.lines} lines more`] : out;
  return ["- expected", "+ is", "", ...cut].join("\n");
}
