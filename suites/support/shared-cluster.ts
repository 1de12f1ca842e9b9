import { AirflowCluster, type ClusterState, type StartedAirflowCluster } from "airflow-testcontainers";
import { pipelineCluster } from "airflow-testcontainers/fixtures";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    cluster: ClusterState;
  }
}

let cluster: StartedAirflowCluster | undefined;

/** Starts the cluster of the pipeline once for all suites. */
export async function setup(project: TestProject): Promise<void> {
  cluster = await new AirflowCluster(pipelineCluster()).start({
    onEvent: ({ type, step, at }) => {
      if (type === "end") process.stderr.write(`[${at.toFixed(1).padStart(6)} s] ${step} ready\n`);
    },
  });
  project.provide("cluster", cluster.state);
}

/** Removes it, also after a failed setup. */
export async function teardown(): Promise<void> {
  await cluster?.stop();
}
