import type { ClusterState } from "../cluster/cluster-state.ts";
import type { AirflowTestOptions, TestRunOptions } from "./options.ts";

/** What the processes of one `vitest run` tell each other. */
interface ProvidedAirflow {
  /** As given to `airflow()`; undefined where the config file holds them. */
  readonly options?: AirflowTestOptions;
  /**
   * How the run uses its cluster, and the one that global setup has started; there is none where the tests attach to one
   * that someone else runs. It holds passwords and keys.
   */
  readonly shared?: { readonly state?: ClusterState; readonly options: TestRunOptions };
}

/** The key of {@link ProvidedAirflow} among what vitest provides. */
export const PROVIDED = "airflow-testcontainers";

declare module "vitest" {
  interface ProvidedContext {
    [PROVIDED]: ProvidedAirflow;
  }
}
