import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { HarnessError } from "../../src/base/harness-error.ts";
import type { Job } from "../job.ts";
import { secondsSince } from "../seconds-since.ts";
import type { WarmCluster } from "./warm-cluster.ts";

/** Measures how soon a DAG file that was saved can be triggered; a run then proves that it has the new content. */
export async function measureDagChange({ cluster, dags }: WarmCluster, job: Job): Promise<void> {
  const file = join(dags, "changing.py");
  await writeFile(file, dagThatReturns(0));
  await cluster.syncDags();
  for (let number = 1; number <= job.runs; number++) {
    await job.beforehand();
    const begun = performance.now();
    await writeFile(file, dagThatReturns(number));
    await cluster.syncDags(undefined, { signal: job.signal });
    const seconds = secondsSince(begun);
    const { dagId, runId } = await cluster.dag("changing").run({ signal: job.signal });
    const returned = await cluster.api.xcom({ dagId, runId, taskId: `number_${number}` });
    if (returned !== number) throw oldContent(number, returned);
    job.tell(`${number} of ${job.runs}: ${seconds.toFixed(3)} s`);
    job.record("dag-change", { ours: seconds });
  }
}

/** Task and value tell the number. */
function dagThatReturns(number: number): string {
  return `from airflow.sdk import dag, task


@dag(schedule=None)
def changing():
    @task
    def number_${number}():
        return ${number}

    number_${number}()


changing()
`;
}

function oldContent(number: number, returned: unknown): HarnessError {
  return new HarnessError("AT_TIMEOUT", "the run does not have the new content of the DAG file", {
    expected: String(number),
    observed: String(returned),
  });
}
