import { airflow } from "airflow-testcontainers/config";
import { defineConfig, mergeConfig } from "vitest/config";

export default mergeConfig(
  airflow({ dags: "./dags", workers: { concurrency: 4 }, keep: "on-failure" }),
  defineConfig({ test: { fileParallelism: true, maxWorkers: 2 } }),
);
