import { describe, expect, it } from "vitest";
import { timeline } from "../../src/results/timeline.ts";
import { mappedRun } from "./mapped-run.ts";

describe("mappedRun", () => {
  it("is the same for the same seed, and another one for another", () => {
    expect(mappedRun(20, 1)).toEqual(mappedRun(20, 1));
    expect(mappedRun(20, 1)).not.toEqual(mappedRun(20, 2));
  });

  it("gives every slot one attempt at a time", () => {
    const { attempts, max, workers, processes } = timeline(mappedRun(500, 1));
    expect(attempts).toHaveLength(552);
    expect(max).toBeGreaterThan(24);
    expect(max).toBeLessThanOrEqual(32);
    expect(workers).toHaveLength(8);
    for (const process of processes) {
      const own = attempts.filter((attempt) => attempt.process === process);
      expect(own.every(({ start }, i) => i === 0 || start >= (own[i - 1]?.end ?? 0))).toBe(true);
    }
  });
});
