import { describe, expect, it } from "vitest";
import { spread } from "./spread.ts";

describe("spread", () => {
  it("takes the middle value of an odd number", () => {
    expect(spread([9, 1, 5])).toEqual({ median: 5, min: 1, max: 9 });
  });

  it("takes the mean of the two middle values of an even number", () => {
    expect(spread([10, 1, 4, 7])).toEqual({ median: 5.5, min: 1, max: 10 });
  });

  it("compares as numbers and rounds to thousandths", () => {
    expect(spread([100.00049, 9.12355])).toEqual({ median: 54.562, min: 9.124, max: 100 });
  });

  it("refuses to sum up nothing", () => {
    expect(() => spread([])).toThrow(RangeError);
  });
});
