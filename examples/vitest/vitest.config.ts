import { defineConfig } from "vitest/config";
import { airflow } from "airflow-testcontainers/config";
export default defineConfig(airflow({ dags: "./dags", workers: { replicas: 1 } }));
