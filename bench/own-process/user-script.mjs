/**
 * A user's script without any test runner: starts a cluster with the built package and stops it.
 * Arguments: folder of DAGs, workers, slots of each. Prints what the process itself has used, as JSON.
 */
import { AirflowCluster } from "airflow-testcontainers";

const [dags, replicas, concurrency] = process.argv.slice(2);
const cluster = await new AirflowCluster()
  .withDags(dags)
  .withWorkers({ replicas: Number(replicas), concurrency: Number(concurrency) })
  .start();
const { user, system } = process.cpuUsage();
await cluster.stop();
// Kilobytes on every platform, which are 1024 bytes.
const memoryBytes = process.resourceUsage().maxRSS * 1024;
process.stdout.write(`${JSON.stringify({ cpuSeconds: (user + system) / 1e6, memoryBytes })}\n`);
