import type { Job } from "../job.ts";
import { secondsSince } from "../seconds-since.ts";
import type { WarmCluster } from "./warm-cluster.ts";

/** Measures resets that find what a run has left, and nothing that runs. */
export async function measureReset({ cluster }: WarmCluster, job: Job): Promise<void> {
  for (let run = 1; run <= job.runs; run++) {
    await cluster.dag("quick").run({ signal: job.signal });
    await job.beforehand();
    const begun = performance.now();
    await cluster.reset();
    const seconds = secondsSince(begun);
    job.tell(`${run} of ${job.runs}: ${seconds.toFixed(3)} s`);
    job.record("reset", { ours: seconds });
  }
}
