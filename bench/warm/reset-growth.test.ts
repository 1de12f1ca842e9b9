import { describe, expect, it } from "vitest";
import { beginningAndEnd } from "./reset-growth.ts";

describe("beginningAndEnd", () => {
  it("takes medians around the tenth and of the last ten", () => {
    const took = Array.from({ length: 300 }, (_, index) => index);
    expect(beginningAndEnd(took)).toEqual({ tenth: 9.5, last: 294.5 });
  });

  it("is content with a short row", () => {
    expect(beginningAndEnd([...Array(10).fill(1), ...Array(10).fill(3)])).toEqual({ tenth: 2, last: 3 });
  });
});
