import type { StartedAirflowCluster } from "../started-airflow-cluster.ts";

/** Says to people that a start has found its cluster. */
export function keptLine({ id }: Pick<StartedAirflowCluster, "id">): string {
  return `the cluster airflow-${id} was up and stays up; airflow-testcontainers down removes it`;
}
