import type { StartedAirflowCluster } from "../../src/index.ts";
import { secondsSince } from "../seconds-since.ts";
import { useGrowingCluster } from "./growing-cluster.ts";
import type { Growth, GrowthJob, Point } from "./growth.ts";

const WITHIN_S = 600;

/** Runs more and more tasks that do nothing. */
export const tasks: Growth = {
  name: "tasks",
  what: `a run with so many mapped tasks that do nothing, on one worker with four slots; ended after ${WITHIN_S} s`,
  of: "task",
  sizes: [10, 100, 1_000],
  figures: [{ title: "run", unit: "s" }],
  measure: (sizes, job) =>
    useGrowingCluster(job, async (cluster) => {
      const points = [];
      for (const size of sizes) {
        await cluster.reset();
        job.tell(`running ${size}`);
        points.push(await runOf(cluster, size, job));
      }
      return points;
    }),
};

/** Runs them; where the time is not enough, the time for all is reckoned from those that have finished. */
async function runOf(cluster: StartedAirflowCluster, size: number, { signal }: GrowthJob): Promise<Point> {
  const begun = performance.now();
  const handle = await cluster.dag("wide").trigger({ conf: { size }, signal });
  const limit = AbortSignal.timeout(WITHIN_S * 1000);
  try {
    const { state } = await handle.finished({ within: 2 * WITHIN_S * 1000, signal: AbortSignal.any([signal, limit]) });
    if (state !== "success") throw new Error(`the run with ${size} tasks ended as ${state}`);
    return { size, values: [secondsSince(begun)] };
  } catch (error) {
    if (!limit.aborted || signal.aborted) throw error;
    const { finished } = await cluster.api.progress(handle.dagId, handle.runId, { signal });
    const note = `cut after ${WITHIN_S} s with ${finished} of ${size} tasks finished; reckoned from those`;
    return { size, values: [(secondsSince(begun) * size) / Math.max(1, finished)], note };
  }
}
