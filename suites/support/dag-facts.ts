import type { StartedAirflowCluster } from "airflow-testcontainers";

/** A DAG as Airflow parsed it, without what no author writes. */
export interface DagFacts {
  readonly file: string | null;
  readonly schedule: string | null;
  /** By task id. */
  readonly tasks: Readonly<Record<string, TaskFacts>>;
}

interface TaskFacts {
  readonly owner: string | null;
  readonly retries: number;
  /** Seconds. */
  readonly retryDelay: number | null;
  readonly dependsOnPast: boolean;
  /** Ids of the tasks after it, sorted. */
  readonly downstream: readonly string[];
}

/** All DAGs that Airflow knows, by id. */
export async function dagFacts({ api }: StartedAirflowCluster): Promise<Record<string, DagFacts>> {
  const dags = await api.dags();
  const facts = dags.map(async ({ id, file, schedule }) => {
    const tasks = (await api.tasks(id)).map(({ id, owner, retries, retryDelay, dependsOnPast, downstream }) => [
      id,
      { owner, retries, retryDelay, dependsOnPast, downstream },
    ]);
    return [id, { file, schedule, tasks: Object.fromEntries(tasks) }];
  });
  return Object.fromEntries(await Promise.all(facts));
}
