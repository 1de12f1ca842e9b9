import { airflow } from "airflow-testcontainers/config";
import { defineConfig, mergeConfig } from "vitest/config";

export default mergeConfig(
  airflow({ dags: process.env.BENCH_DAGS as string }),
  defineConfig({ test: { include: ["first-line.ts"] } }),
);
