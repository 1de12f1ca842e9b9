import { AirflowCluster, type ClusterOptions, type StartedAirflowCluster } from "airflow-testcontainers";
import { afterAll, beforeAll } from "vitest";

/** Starts a cluster for the tests of a `describe` block and removes it after them; call the result in a test. */
export function ownCluster(options: ClusterOptions): () => StartedAirflowCluster {
  let cluster: StartedAirflowCluster | undefined;
  beforeAll(async () => {
    cluster = await new AirflowCluster(options).start();
  });
  afterAll(async () => {
    await cluster?.stop();
  });
  return () => {
    if (!cluster) throw new Error("the cluster is there only within a test");
    return cluster;
  };
}
