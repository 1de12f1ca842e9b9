import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { useGrowingCluster } from "./growing-cluster.ts";
import type { Growth } from "./growth.ts";

const WITHIN_MS = 600_000;

/** Has more and more new DAG files parsed. */
export const dagFiles: Growth = {
  name: "dag-files",
  what: "from so many new DAG files on the host, each with a DAG of three tasks, until Airflow has parsed all of them",
  of: "file",
  sizes: [10, 100, 1_000],
  figures: [{ title: "parsed", unit: "s" }],
  measure: (sizes, job) =>
    useGrowingCluster(job, async (cluster, dags) => {
      const points = [];
      for (const size of sizes) {
        await writeDagFiles(join(dags, `files_${size}`), size);
        job.tell(`parsing ${size}`);
        const { parsed, seconds } = await cluster.syncDags(undefined, { within: WITHIN_MS, signal: job.signal });
        if (parsed.length !== size) throw new Error(`${parsed.length} files were parsed, not ${size}`);
        points.push({ size, values: [seconds] });
      }
      return points;
    }),
};

async function writeDagFiles(folder: string, count: number): Promise<void> {
  await mkdir(folder);
  for (let number = 1; number <= count; number++)
    await writeFile(join(folder, `dag_${number}.py`), dagFile(`dag_${count}_${number}`));
}

/** Text of a DAG file; nobody else has a DAG of that id. */
function dagFile(id: string): string {
  return `from airflow.sdk import dag, task


@dag(schedule=None)
def ${id}():
    @task
    def extract():
        return [1, 2, 3]

    @task
    def transform(numbers):
        return [number * 2 for number in numbers]

    @task
    def load(numbers):
        print(numbers)

    load(transform(extract()))


${id}()
`;
}
