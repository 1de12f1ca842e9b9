import { StartedAirflowCluster } from "airflow-testcontainers";
import { inject } from "vitest";

/** The cluster that global setup has started. */
export function sharedCluster(): Promise<StartedAirflowCluster> {
  return StartedAirflowCluster.connect(inject("cluster"));
}
