import { HarnessError } from "../../base/harness-error.ts";

type Unit = "second" | "minute" | "hour" | "day" | "week";

/** A time between two runs: `"5 minutes"`, `"1 hour"`, `"2 days"`, or `{ hours: 1, minutes: 30 }`. */
export type Interval = `${number} ${Unit | `${Unit}s`}` | Partial<Record<`${Unit}s`, number>>;

const seconds: Readonly<Record<Unit, number>> = { week: 604_800, day: 86_400, hour: 3_600, minute: 60, second: 1 };
const units = Object.keys(seconds) as Unit[];

/**
 * The seconds of an interval.
 * @throws HarnessError `AT_USAGE` for what is none
 */
export function secondsOf(interval: Interval): number {
  const parts = typeof interval === "string" ? partsOf(interval) : Object.entries(interval ?? {});
  const total = parts.reduce((sum, [unit, count]) => sum + seconds[unit.replace(/s$/, "") as Unit] * Number(count), 0);
  if (Number.isFinite(total) && total > 0) return total;
  throw new HarnessError("AT_USAGE", `${JSON.stringify(interval)} is no time between two runs`, {
    expected: '"5 minutes", "1 hour", "2 days", or { hours: 1, minutes: 30 }',
  });
}

function partsOf(text: string): [string, string][] {
  const [, count, unit] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]+?)s?\s*$/.exec(text) ?? [];
  return count !== undefined && unit !== undefined ? [[unit, count]] : [];
}

/** Seconds in words: `5 minutes`, `1 hour 30 minutes`. */
export function intervalWords(total: number): string {
  if (total < 1) return `${total} seconds`;
  const words: string[] = [];
  let left = Math.round(total);
  for (const unit of units.slice(1)) {
    const count = Math.floor(left / seconds[unit]);
    left -= count * seconds[unit];
    if (count > 0) words.push(`${count} ${unit}${count === 1 ? "" : "s"}`);
  }
  return words.join(" ");
}
