import type { RunSnapshot } from "../../src/results/run-snapshot.ts";
import { attempt, runOf, task } from "../../src/results/testing/sample-run.ts";
import { randomNumbers } from "./random-numbers.ts";

const WORKERS = 8;
const SLOTS = 4;

/**
 * A run of three tasks one after another, of which the middle one is mapped: its instances go through the slots of eight
 * workers, and every tenth was tried twice.
 * @param seed the same for the same run
 */
export function mappedRun(instances: number, seed: number): RunSnapshot {
  const random = randomNumbers(seed);
  const free = Array.from({ length: WORKERS * SLOTS }, () => 2);
  const next = (queued: number) => {
    const slot = free.indexOf(Math.min(...free));
    const start = Math.max(queued, free[slot] as number) + 0.05 + random() * 0.2;
    const end = start + 0.2 + random() * 3;
    free[slot] = end;
    return { times: [queued, start, end] as const, process: `worker-${(slot % WORKERS) + 1}:${100 + slot}` };
  };
  const mapped = Array.from({ length: instances }, (_, mapIndex) => {
    const first = next(1.5 + random());
    if (mapIndex % 10 > 0) return task("work", first.times, first.process, { mapIndex });
    const second = next(first.times[2] + 1);
    const earlierTries = [attempt(first.times, first.process, { state: "failed" })];
    return task("work", second.times, second.process, { mapIndex, tryNumber: 2, maxTries: 1, earlierTries });
  });
  const last = Math.max(...free);
  const tasks = [
    task("begin", [0, 0.5, 1.5], "worker-1:99"),
    ...mapped,
    task("end", [last, last + 0.3, last + 1], "worker-2:99"),
  ];
  return runOf(tasks, { downstream: { begin: ["work"], work: ["end"], end: [] } });
}
