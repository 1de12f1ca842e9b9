import { describe, expect, it } from "vitest";
import { secondsAfter } from "./delay.ts";

describe("secondsAfter", () => {
  it("reads Airflow's moments, which have microseconds", () => {
    expect(secondsAfter("2026-01-02T03:04:05.250999Z", Date.UTC(2026, 0, 2, 3, 4, 5, 400))).toBeCloseTo(0.15, 3);
  });

  it("refuses a run without an end", () => {
    expect(() => secondsAfter(null, 0)).toThrow("does not know when");
  });
});
