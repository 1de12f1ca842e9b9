import { defineCheck } from "airflow-testcontainers";

export default defineCheck({
  cluster: {
    dags: "./dags",
    workers: [{ replicas: 2, concurrency: 4 }],
    settings: { core: { parallelism: 8 } },
    requirements: "./requirements.txt",
  },
  dags: { nightly_report: { everyMinutes: 1440 } },
  runs: [{ dag: "collect_logs", parallel: { tasks: /^collector_/, atLeast: 3, workers: 2 } }],
});
