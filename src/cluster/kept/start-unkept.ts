import type { BootOptions } from "../guarded-boot.ts";
import type { ClusterPlan } from "../plan.ts";
import type { StartedAirflowCluster } from "../started-airflow-cluster.ts";

/** Starts a cluster that is not kept. */
export async function startUnkept(plan: ClusterPlan, options: BootOptions): Promise<StartedAirflowCluster> {
  // With it comes testcontainers, for which whoever uses a cluster that is there should not wait.
  const { boot } = await import("../boot.ts");
  return boot(plan, options);
}
