import type { Point } from "./growth.ts";

/** What one more costs between a size and the size before it; undefined for the first. */
export function slopes(points: readonly Point[], figure: number): (number | undefined)[] {
  return points.map((point, index) => {
    const before = points[index - 1];
    if (!before) return undefined;
    return (figureAt(point, figure) - figureAt(before, figure)) / (point.size - before.size);
  });
}

function figureAt({ values }: Point, figure: number): number {
  return values[figure] ?? Number.NaN;
}
