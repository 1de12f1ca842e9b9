import type { ErrorCode } from "../../base/error-codes.ts";
import { HarnessError } from "../../base/harness-error.ts";
import type { StartedAirflowCluster } from "../started-airflow-cluster.ts";
import type { ResetReport } from "./reset-report.ts";

/** What came of a reset that may be refused. */
export type ResetOutcome = { readonly report: ResetReport } | { readonly refused: HarnessError };

/**
 * Resets a cluster, where it may be refused for one of these reasons.
 * @throws what `reset()` throws for any other
 */
export async function resetUnless(
  cluster: Pick<StartedAirflowCluster, "reset">,
  ...reasons: readonly ErrorCode[]
): Promise<ResetOutcome> {
  try {
    return { report: await cluster.reset() };
  } catch (error) {
    if (error instanceof HarnessError && reasons.includes(error.code)) return { refused: error };
    throw error;
  }
}
