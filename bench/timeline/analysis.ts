import { timeline } from "../../src/results/timeline.ts";
import type { Job } from "../job.ts";
import { secondsSince } from "../seconds-since.ts";
import { mappedRun } from "./mapped-run.ts";

/** Task instances of the run that is read and analysed. */
export const INSTANCES = 5_000;

/** Measures the analysis of large runs, another one each time. */
export async function measureAnalysis(job: Job): Promise<void> {
  for (let run = 1; run <= job.runs; run++) {
    const large = mappedRun(INSTANCES, run);
    await job.beforehand();
    const begun = performance.now();
    const { attempts, criticalPath } = timeline(large);
    const seconds = secondsSince(begun);
    if (attempts.length < INSTANCES || criticalPath.length === 0) throw new Error("the timeline lacks attempts");
    job.tell(`analysis ${run} of ${job.runs}: ${seconds.toFixed(3)} s`);
    job.record("timeline", { ours: seconds });
  }
}
