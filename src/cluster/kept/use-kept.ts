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
  /** How long it took; may be filled later. */
  readonly times: BootTimes;
}

/**
 * Uses a kept cluster that works: brings it to a clean state, and its DAG files to what the folder holds. While another
 * process uses it too, it stays as it is.
 * @param shares whether it is used while another process uses it with the same DAG folder
 * @throws HarnessError `AT_IN_USE` where another process uses it, and it is not shared
 */
export async function useKept(
  engine: Engine,
  store: KeptStore,
  entry: KeptEntry,
  plan: ClusterPlan,
  { name, times, signal, saw, warn, shares }: Use & { readonly shares: boolean },
): Promise<StartedAirflowCluster> {
  const state = { ...entry.cluster, dags: plan.dags, boot: times, reused: true };
  const cluster = await StartedAirflowCluster.connect(state, holdKept(store, name, entry.idle, engine));
  try {
    const clean = await cleanState(cluster, { saw, warn });
    if (!clean && !(shares && plan.dags === entry.cluster.dags)) throw inUse(entry);
    await cluster.use(USER);
    if (plan.dags !== undefined) {
      saw("comparing the DAG files");
      await cluster.syncDags(plan.dags, { signal, onSaw: saw });
    }
    const { parsedFiles, passedOver } = cluster;
    const now: KeptEntry = { ...entry, cluster: { ...entry.cluster, dags: plan.dags, parsedFiles, passedOver } };
    if (!isDeepStrictEqual(now, store.read(name))) store.write(name, now);
    return cluster;
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

/** Whoever uses it would lose the state, or the DAGs that they run. */
function inUse({ id, cluster }: KeptEntry): HarnessError {
  return new HarnessError("AT_IN_USE", `another process uses the kept cluster airflow-${id}`, {
    observed: `its DAG folder is ${cluster.dags}`,
    try: "once more when that process has ended, or a cluster of your own: AIRFLOW_TESTCONTAINERS_REUSE=0",
  });
}
