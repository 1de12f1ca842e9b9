import { HarnessError } from "../../src/base/harness-error.ts";
import type { Job } from "../job.ts";
import type { WarmCluster } from "./warm-cluster.ts";

/** A look comes at a random moment within its interval, so one repetition is several runs. */
const RUNS_EACH = 2;

/**
 * Measures how long after its end a run is seen to have ended. The clock is that of the machine on both sides, and the
 * moment of the end the one that Airflow writes down, which is a little before others can see it.
 */
export async function measureDelay({ cluster }: WarmCluster, job: Job): Promise<void> {
  const runs = job.runs * RUNS_EACH;
  await job.beforehand();
  for (let run = 1; run <= runs; run++) {
    const handle = await cluster.dag("quick").trigger({ signal: job.signal });
    const { end } = await handle.waitFor("success", { signal: job.signal });
    const seconds = secondsAfter(end, Date.now());
    job.tell(`${run} of ${runs}: ${seconds.toFixed(3)} s`);
    job.record("delay", { ours: seconds });
  }
}

/**
 * Seconds from a moment of Airflow to one in milliseconds since 1970.
 * @throws HarnessError where Airflow knows no moment
 */
export function secondsAfter(moment: string | null, now: number): number {
  if (moment === null) throw new HarnessError("AT_API", "the run has ended, and Airflow does not know when");
  return (now - Date.parse(moment)) / 1000;
}
