/** What repeated measurements have in common. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/**
 * The spread of at least one value, rounded to thousandths.
 * @throws RangeError where there is no value
 */
export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = ((sorted[Math.ceil(middle) - 1] ?? 0) + (sorted[Math.floor(middle)] ?? 0)) / 2;
  const [min, max] = [sorted[0], sorted.at(-1)];
  if (min === undefined || max === undefined) throw new RangeError("no values");
  return { median: rounded(median), min: rounded(min), max: rounded(max) };
}

/** Rounded to thousandths: milliseconds, where the value is in seconds. */
function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
