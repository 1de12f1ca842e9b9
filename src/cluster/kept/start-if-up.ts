import { HarnessError } from "../../base/harness-error.ts";
import type { BootOptions } from "../guarded-boot.ts";
import type { ClusterPlan } from "../plan.ts";
import type { StartedAirflowCluster } from "../started-airflow-cluster.ts";
import { findUp } from "./find-kept.ts";
import { lookForKept } from "./look-for-kept.ts";
import { projectFolder } from "./project-folder.ts";
import { startUnkept } from "./start-unkept.ts";
import type { KeptStore } from "./store.ts";
import { storeInUse, sweepInBackground } from "./sweep-in-background.ts";
import { useKept } from "./use-kept.ts";

/** Uses the cluster of the plan's shape that `up` keeps, where nobody else does; otherwise starts one that is not kept. */
export async function startIfUp(plan: ClusterPlan, options: BootOptions): Promise<StartedAirflowCluster> {
  const store = storeWithSomethingUp();
  if (!store) {
    sweepInBackground();
    return startUnkept(plan, options);
  }
  return lookForKept(plan, options, {
    store,
    find: findUp,
    use: async (engine, entry, how) => {
      try {
        return await useKept(engine, store, entry, plan, { ...how, shares: false });
      } catch (error) {
        if (!(error instanceof HarnessError) || error.code !== "AT_IN_USE") throw error;
        how.warn(`${error.what}; another cluster is started`);
        return undefined;
      }
    },
    start: async (_, turn) => {
      await turn.release();
      return startUnkept(plan, options);
    },
  });
}

/** The folder of kept clusters, if `up` keeps one for this project. */
function storeWithSomethingUp(): KeptStore | undefined {
  const store = storeInUse();
  const project = projectFolder();
  const isUp = (name: string) => {
    const stored = store?.read(name);
    return stored?.phase === "up" && stored.offered && stored.project === project;
  };
  return store?.names().some(isUp) ? store : undefined;
}
