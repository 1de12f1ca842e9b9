import { airflow } from "airflow-testcontainers/config";
import { defineConfig, mergeConfig } from "vitest/config";
import { cluster } from "./cluster.ts";

export default mergeConfig(
  airflow({ ...cluster, keep: "on-failure" }),
  defineConfig({ test: { reporters: ["default", "airflow-testcontainers/reporter"] } }),
);
