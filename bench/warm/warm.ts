import { type Job, titled, wants } from "../job.ts";
import type { ScenarioName } from "../scenario.ts";
import { measureAttach } from "./attach/attach.ts";
import { measureDagChange } from "./dag-change.ts";
import { measureDelay } from "./delay.ts";
import { measureDelayLoad } from "./delay-load.ts";
import { measureReset } from "./reset.ts";
import { measureResetGrowth } from "./reset-growth.ts";
import { measureTimelineFetch } from "./timeline-fetch.ts";
import { useWarmCluster, type WarmCluster } from "./warm-cluster.ts";

const measurements: Partial<Record<ScenarioName, (warm: WarmCluster, job: Job) => Promise<void>>> = {
  attach: measureAttach,
  "dag-change": measureDagChange,
  delay: measureDelay,
  "delay-load": measureDelayLoad,
  "timeline-fetch": measureTimelineFetch,
  reset: measureReset,
  "reset-growth": measureResetGrowth,
};

/** What is measured on one cluster that is up already. */
export const WARM = Object.keys(measurements) as ScenarioName[];

/** Measures all of that, one after another, each from clean state. */
export async function measureWarm(job: Job): Promise<void> {
  await useWarmCluster(job, async (warm) => {
    for (const name of WARM) {
      if (!wants(job, [name])) continue;
      await warm.cluster.reset();
      await measurements[name]?.(warm, titled(job, name));
    }
  });
}
