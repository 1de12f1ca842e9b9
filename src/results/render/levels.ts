import type { Level } from "../sweep.ts";
import type { Scale } from "./scale.ts";

/** The greatest number that ran at once in each cell; `at` in seconds, ordered. */
export function greatestByCell(levels: readonly Level[], { cells, total }: Scale): number[] {
  const greatest = new Array<number>(cells).fill(0);
  levels.forEach(({ at, running }, i) => {
    if (running === 0) return;
    const end = levels[i + 1]?.at ?? at;
    const first = Math.min(cells - 1, Math.floor((at / total) * cells));
    const last = Math.min(cells - 1, Math.max(first, Math.ceil((end / total) * cells) - 1));
    for (let cell = first; cell <= last; cell++) greatest[cell] = Math.max(greatest[cell] as number, running);
  });
  return greatest;
}

/** What numbers are drawn with: a character for each number, as far as they go, or grades against the greatest. */
export interface Grades {
  readonly numbers?: readonly string[];
  readonly grades: readonly string[];
}

/** Numbers as heights or shades against a greatest one; blank for nothing. */
export function graded(counts: readonly number[], greatest: number, { numbers, grades }: Grades): string {
  const exact = numbers && greatest <= numbers.length ? numbers : undefined;
  return counts
    .map((count) => {
      if (count === 0) return " ";
      return exact
        ? exact[count - 1]
        : grades[Math.min(grades.length, Math.ceil((count / greatest) * grades.length)) - 1];
    })
    .join("");
}
