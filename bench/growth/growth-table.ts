import { markdownTable } from "../markdown-table.ts";
import type { Figure, Growth, Point } from "./growth.ts";
import { slopes } from "./slopes.ts";

/** What was measured, with a column after each figure that says what one more costs. */
export function renderGrowth({ name, what, of, figures }: Growth, points: readonly Point[]): string {
  const head = [`${of}s`, ...figures.flatMap(({ title }) => [title, `per ${of}`])];
  const columns = figures.map((_, figure) => slopes(points, figure));
  const rows = points.map(({ size, values }, row) => [
    String(size),
    ...figures.flatMap((figure, column) => [
      amount(values[column] ?? 0, figure),
      slope(columns[column]?.[row], figure),
    ]),
  ]);
  const notes = points.flatMap(({ size, note }) => (note ? [`- ${size}: ${note}`] : []));
  return [`\`${name}\`: ${what}`, "", markdownTable([head, ...rows]), ...(notes.length > 0 ? ["", ...notes] : [])].join(
    "\n",
  );
}

function amount(value: number, { unit }: Figure): string {
  return `${value.toFixed(2)} ${unit}`;
}

function slope(value: number | undefined, { unit }: Figure): string {
  return value === undefined ? "" : `${(value * 1000).toFixed(1)} m${unit}`;
}
