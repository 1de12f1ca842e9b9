import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AirflowCluster, type StartedAirflowCluster } from "../../src/index.ts";
import { withDisplay } from "../with-display.ts";
import type { GrowthJob } from "./growth.ts";

/** Starts a cluster with one worker of four slots, and with a DAG folder that may be changed; removes both after use. */
export async function useGrowingCluster<T>(
  { signal, tell }: GrowthJob,
  use: (cluster: StartedAirflowCluster, dags: string) => Promise<T>,
): Promise<T> {
  const dags = await mkdtemp(join(tmpdir(), "airflow-bench-"));
  let cluster: StartedAirflowCluster | undefined;
  try {
    await cp(join(import.meta.dirname, "dags"), dags, { recursive: true });
    tell("starting a cluster");
    cluster = await withDisplay(new AirflowCluster({ dags, workers: { concurrency: 4 }, reuse: false }), { signal });
    return await use(cluster, dags);
  } finally {
    await cluster?.stop();
    await rm(dags, { recursive: true, force: true });
  }
}
