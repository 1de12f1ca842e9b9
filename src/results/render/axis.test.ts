import { expect, it } from "vitest";
import { axis } from "./axis.ts";
import { asciiGlyphs } from "./glyphs.ts";

it.each([0.004, 0.7, 9, 61, 600, 40_000])("has round moments for %d seconds", (total) => {
  expect(`\n${axis({ cells: 48, total }, asciiGlyphs).join("\n")}`).toMatchSnapshot();
});

it("is as wide as the chart", () => {
  for (const cells of [8, 9, 30, 77]) {
    expect(axis({ cells, total: 7.3 }, asciiGlyphs)[1]).toHaveLength(cells);
    expect(axis({ cells, total: 7.3 }, asciiGlyphs)[0].length).toBeLessThanOrEqual(cells + 2);
  }
});
