import { HarnessError } from "../../base/harness-error.ts";
import type { StepContext } from "../boot-graph.ts";
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
  try {
    const { stopped } = await cluster.reset();
    for (const { dagId, runId } of stopped) warn(`stopped the run ${runId} of ${dagId}, which was left behind`);
    return true;
  } catch (error) {
    if (!(error instanceof HarnessError) || error.code !== "AT_IN_USE") throw error;
    warn(`the cluster is not reset: ${error.what}`);
    return false;
  }
}
