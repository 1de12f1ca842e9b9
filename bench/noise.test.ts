import { describe, expect, it } from "vitest";
import { busyPercent } from "./noise.ts";

describe("busyPercent", () => {
  it("is the part of the time between two looks that was not idle", async () => {
    const looks = [
      { idle: 1_000, total: 5_000 },
      { idle: 1_700, total: 6_000 },
    ];
    expect(await busyPercent(0, undefined, () => looks.shift() ?? { idle: 0, total: 0 })).toBe(30);
  });

  it("is 0 where the clock has not moved", async () => {
    expect(await busyPercent(0, undefined, () => ({ idle: 1, total: 1 }))).toBe(0);
  });
});
