import { describe, expect, it } from "vitest";
import { peak, sweep } from "./sweep.ts";

const on = (worker: string, from: number, to: number, pid = 1) => ({ worker, from, to, pid });

describe("sweep", () => {
  it("follows what runs at once", () => {
    expect(sweep([on("a", 0, 4), on("b", 1, 3), on("a", 2, 5, 2)])).toEqual([
      { at: 0, running: 1, workers: 1, processes: 1 },
      { at: 1, running: 2, workers: 2, processes: 2 },
      { at: 2, running: 3, workers: 2, processes: 3 },
      { at: 3, running: 2, workers: 1, processes: 2 },
      { at: 4, running: 1, workers: 1, processes: 1 },
      { at: 5, running: 0, workers: 0, processes: 0 },
    ]);
  });

  it("does not count an end and a start at the same moment as overlap", () => {
    expect(peak(sweep([on("a", 0, 2), on("a", 2, 4)]))?.running).toBe(1);
  });

  it("counts something without length at its moment", () => {
    expect(peak(sweep([on("a", 2, 2)]))).toEqual({ at: 2, running: 1, workers: 1, processes: 1 });
    expect(peak(sweep([on("a", 0, 4), on("b", 2, 2)]))).toMatchObject({ at: 2, running: 2, workers: 2 });
    expect(peak(sweep([on("a", 0, 2), on("b", 2, 2)]))?.running).toBe(1);
  });

  it("has no peak where nothing ran", () => {
    expect(peak(sweep([]))).toBeUndefined();
  });
});

describe("peak", () => {
  it("prefers more workers, then more processes, then the earlier moment", () => {
    const alone = [on("a", 0, 1), on("a", 0, 1)];
    const apart = [on("a", 2, 3), on("b", 2, 3)];
    const later = [on("a", 4, 5), on("b", 4, 5)];
    expect(peak(sweep([...later, ...apart, ...alone]))).toMatchObject({ at: 2, workers: 2 });
    expect(peak(sweep([on("a", 0, 1), on("a", 0, 1), on("a", 2, 3, 1), on("a", 2, 3, 2)]))?.at).toBe(2);
  });
});
