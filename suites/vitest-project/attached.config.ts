import { airflow } from "airflow-testcontainers/config";

export default airflow({
  attach: {
    baseUrl: process.env.AIRFLOW_URL ?? "https://airflow.staging.example.com",
    credentials: { username: "admin", password: process.env.AIRFLOW_PASSWORD ?? "" },
  },
});
