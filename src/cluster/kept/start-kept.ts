import type { BootOptions } from "../guarded-boot.ts";
import type { ClusterPlan } from "../plan.ts";
import type { StartedAirflowCluster } from "../started-airflow-cluster.ts";
import { findKept } from "./find-kept.ts";
import { lookForKept } from "./look-for-kept.ts";
import type { Keep } from "./reuse-wanted.ts";
import { KeptStore } from "./store.ts";
import { useKept } from "./use-kept.ts";

/**
 * Uses the kept cluster of the plan's shape, or starts one and keeps it. Two processes at once get the same.
 * @throws HarnessError as a start does; `AT_STATE` where the folder of kept clusters cannot be used
 */
export async function startKept(
  plan: ClusterPlan,
  { idle }: Keep,
  options: BootOptions,
): Promise<StartedAirflowCluster> {
  const store = new KeptStore();
  return lookForKept(plan, options, {
    store,
    find: findKept,
    use: (engine, entry, how) => useKept(engine, store, { ...entry, idle }, plan, { ...how, shares: true }),
    start: async (engine, turn, warnings) => {
      const { startAndKeep } = await import("./start-and-keep.ts");
      return startAndKeep(engine, store, turn, plan, { ...options, idle, warnings });
    },
  });
}
