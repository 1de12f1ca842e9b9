import { copyFile, cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { StartedAirflowCluster } from "airflow-testcontainers";

/**
 * Puts a DAG file beside those of a running cluster and waits until it is parsed.
 * @returns takes it away again, so that the next suite finds the folder as it was
 */
export async function lendDag(cluster: StartedAirflowCluster, file: string): Promise<() => Promise<void>> {
  const own = cluster.state.dags;
  if (own === undefined) throw new Error("the cluster has no DAG folder");
  const folder = await mkdtemp(join(tmpdir(), "airflow-testcontainers-lent-"));
  try {
    await cp(own, folder, { recursive: true });
    await copyFile(file, join(folder, basename(file)));
    await cluster.syncDags(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
  return async () => {
    await cluster.syncDags(own);
  };
}
