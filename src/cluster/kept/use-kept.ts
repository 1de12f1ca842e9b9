import { isDeepStrictEqual } from "node:util";
import { HarnessError } from "../../base/harness-error.ts";
import type { Engine } from "../../engine/engine.ts";
import type { StepContext } from "../boot-graph.ts";
import type { BootTimes } from "../cluster-state.ts";
import type { ClusterPlan } from "../plan.ts";
import { StartedAirflowCluster } from "../started-airflow-cluster.ts";
import { cleanState } from "./clean-state.ts";
import type { KeptEntry } from "./entry.ts";
import { holdKept } from "./hold-kept.ts";
import type { KeptStore } from "./store.ts";
import { USER } from "./user.ts";

/** How a kept cluster is used. */
export interface Use extends StepContext {
  readonly name: string;
  /** Seconds without use after which it is removed from now on. */
  readonly idle: number;
  /** How long it took; may be filled later. */
  readonly times: BootTimes;
}

/** Uses a kept cluster that works: brings it to a clean state, and its DAG files to what the folder holds. */
export async function useKept(
  engine: Engine,
  store: KeptStore,
  entry: KeptEntry,
  plan: ClusterPlan,
  { name, idle, times, signal, saw, warn }: Use,
): Promise<StartedAirflowCluster> {
  const state = { ...entry.cluster, dags: plan.dags, boot: times, reused: true };
  const cluster = await StartedAirflowCluster.connect(state, holdKept(store, name, idle, engine));
  try {
    const clean = await cleanState(cluster, { saw, warn });
    if (!clean && plan.dags !== entry.cluster.dags) throw otherDags(entry);
    await cluster.use(USER);
    if (plan.dags !== undefined) {
      saw("comparing the DAG files");
      await cluster.syncDags(plan.dags, { signal, onSaw: saw });
    }
    const { parsedFiles, passedOver } = cluster;
    const now: KeptEntry = { ...entry, idle, cluster: { ...entry.cluster, dags: plan.dags, parsedFiles, passedOver } };
    if (!isDeepStrictEqual(now, entry)) store.write(name, now);
    return cluster;
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

/** Whoever uses it would lose the DAGs that they run. */
function otherDags({ id, cluster }: KeptEntry): HarnessError {
  return new HarnessError("AT_IN_USE", `another process uses the kept cluster airflow-${id} with other DAGs`, {
    observed: `its DAG folder is ${cluster.dags}`,
    try: "once more when that process has ended, or a cluster of your own: AIRFLOW_TESTCONTAINERS_REUSE=0",
  });
}
