import { defineCheck } from "airflow-testcontainers";

export default defineCheck({ cluster: { dags: "dags" } });
