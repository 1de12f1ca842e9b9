import type { Job } from "../job.ts";
import { secondsSince } from "../seconds-since.ts";
import { spread } from "../spread.ts";
import type { WarmCluster } from "./warm-cluster.ts";

const RESETS = 300;
const QUICK_RESETS = 20;
/** Resets on both sides of the one that is looked at, together. */
const WINDOW = 10;

/** Measures whether resets become slower, in one long row of them. */
export async function measureResetGrowth({ cluster }: WarmCluster, job: Job): Promise<void> {
  const resets = job.quick ? QUICK_RESETS : RESETS;
  const took: number[] = [];
  await job.beforehand();
  while (took.length < resets) {
    job.signal.throwIfAborted();
    const begun = performance.now();
    await cluster.reset();
    took.push(secondsSince(begun));
  }
  const { tenth, last } = beginningAndEnd(took);
  job.tell(`${resets} resets: ${tenth.toFixed(3)} s around the 10th, ${last.toFixed(3)} s around the last`);
  job.record("reset-growth", { ours: last, reference: tenth });
}

/** Medians around the tenth and around the last of a row. */
export function beginningAndEnd(took: readonly number[]): { tenth: number; last: number } {
  const around = took.slice(Math.max(0, 10 - WINDOW / 2), 10 + WINDOW / 2);
  return { tenth: spread(around).median, last: spread(took.slice(-WINDOW)).median };
}
