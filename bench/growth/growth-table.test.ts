import { describe, expect, it } from "vitest";
import type { Growth, Point } from "./growth.ts";
import { renderGrowth } from "./growth-table.ts";
import { slopes } from "./slopes.ts";

const points: Point[] = [
  { size: 1, values: [10, 0.1] },
  { size: 2, values: [10.5, 0.1] },
  { size: 8, values: [16.5, 0.7], note: "the limit of 600 s ended it" },
];

const growth: Growth = {
  name: "workers",
  what: "from nothing until the cluster is ready",
  of: "worker",
  sizes: [1, 2, 8],
  figures: [
    { title: "ready", unit: "s" },
    { title: "our CPU", unit: "cores" },
  ],
  measure: async () => points,
};

describe("slopes", () => {
  it("are between neighbours, by what one more costs", () => {
    expect(slopes(points, 0)).toEqual([undefined, 0.5, 1]);
    expect(slopes(points, 1)).toEqual([undefined, 0, expect.closeTo(0.1)]);
  });
});

describe("renderGrowth", () => {
  it("has a slope beside each figure, and the notes below", () => {
    expect(renderGrowth(growth, points)).toMatchInlineSnapshot(`
      "\`workers\`: from nothing until the cluster is ready

      | workers |   ready | per worker |    our CPU |   per worker |
      | ------- | ------: | ---------: | ---------: | -----------: |
      | 1       | 10.00 s |            | 0.10 cores |              |
      | 2       | 10.50 s |   500.0 ms | 0.10 cores |   0.0 mcores |
      | 8       | 16.50 s |  1000.0 ms | 0.70 cores | 100.0 mcores |

      - 8: the limit of 600 s ended it"
    `);
  });
});
