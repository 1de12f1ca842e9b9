import type { StartedAirflowCluster } from "../started-airflow-cluster.ts";

/** Brings a cluster that an earlier process has used back to its baseline, before it is handed out. */
export async function cleanState(_cluster: StartedAirflowCluster): Promise<void> {}
