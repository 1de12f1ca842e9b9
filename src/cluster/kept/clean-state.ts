import type { StepContext } from "../boot-graph.ts";
import { resetUnless } from "../reset/reset-unless.ts";
import type { StartedAirflowCluster } from "../started-airflow-cluster.ts";

/**
 * Brings a cluster that an earlier process has used back to its baseline, before it is handed out. Where another process
 * uses it at this moment it stays as it is, with a warning.
 * @returns whether it is clean
 */
export async function cleanState(
  cluster: StartedAirflowCluster,
  { saw, warn }: Pick<StepContext, "saw" | "warn">,
): Promise<boolean> {
  saw("bringing it back to its baseline");
  const outcome = await resetUnless(cluster, "AT_IN_USE");
  if ("refused" in outcome) {
    warn(`the cluster is not reset: ${outcome.refused.what}`);
    return false;
  }
  for (const { dagId, runId } of outcome.report.stopped) {
    warn(`stopped the run ${runId} of ${dagId}, which was left behind`);
  }
  return true;
}
