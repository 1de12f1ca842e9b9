import { HarnessError, type StartedAirflowCluster } from "../../src/index.ts";
import type { Job } from "../job.ts";
import { secondsSince } from "../seconds-since.ts";
import { INSTANCES } from "../timeline/analysis.ts";
import type { WarmCluster } from "./warm-cluster.ts";

/** Measures how long it takes to read all task instances of a large run through the API. */
export async function measureTimelineFetch({ cluster }: WarmCluster, job: Job): Promise<void> {
  const { dagId, runId } = await cluster.dag("mapped").run({ signal: job.signal });
  await copyInstances(cluster, runId, INSTANCES - 1);
  for (let run = 1; run <= job.runs; run++) {
    await job.beforehand();
    const begun = performance.now();
    const { length } = await cluster.api.taskInstances(dagId, runId, { signal: job.signal });
    const seconds = secondsSince(begun);
    if (length !== INSTANCES) {
      const facts = { expected: String(INSTANCES), observed: String(length) };
      throw new HarnessError("AT_API", "the API does not give all task instances", facts);
    }
    job.tell(`${run} of ${job.runs}: ${seconds.toFixed(3)} s`);
    job.record("timeline-fetch", { ours: seconds });
  }
}

/** Copies the only task instance of a run in Airflow's database: running so many would take an hour. */
async function copyInstances({ postgres }: StartedAirflowCluster, runId: string, copies: number): Promise<void> {
  const columns = await postgres.query<{ name: string }>(
    "select column_name as name from information_schema.columns where table_name = 'task_instance' and column_name not in ('id', 'map_index')",
  );
  const names = columns.map(({ name }) => `"${name}"`).join(", ");
  await postgres.query(
    `insert into task_instance (id, map_index, ${names})
     select gen_random_uuid(), number, ${names} from task_instance, generate_series(1, $2) as number
     where run_id = $1 and map_index = 0`,
    [runId, copies],
  );
}
