import type { ClusterOptions } from "airflow-testcontainers";

/** The cluster of the project; every config that names it means the same one. */
export const cluster: ClusterOptions = {
  dags: "./dags",
  variables: { seeded: "yes" },
  workers: { concurrency: 4 },
  triggerer: false,
};
