/** Seconds since a moment of `performance.now()`, not rounded. */
export function secondsSince(moment: number): number {
  return (performance.now() - moment) / 1000;
}
