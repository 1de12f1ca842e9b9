import { AirflowCluster } from "airflow-testcontainers";

const cluster = await new AirflowCluster().withDags("./dags").withWorkers({ replicas: 2, concurrency: 4 }).start();
try {
  const run = await cluster.dag("hello").run();
  console.log(run.state, run.xcoms);
} finally {
  await cluster.stop();
}
