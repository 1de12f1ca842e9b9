import { judgeSucceeded, type StartedAirflowCluster } from "airflow-testcontainers";

/** What the only task of the DAG `environment` tells. */
export interface Whereabouts {
  /** Name of the worker. */
  readonly worker: string;
  readonly cwd: string;
  readonly airflowHome: string;
}

/** Runs the DAG `environment`; rejects with the reason where the run does not succeed. */
export async function whereItRan(cluster: StartedAirflowCluster): Promise<Whereabouts> {
  const run = await cluster.dag("environment").run({ within: 200_000 });
  const { ok, message } = judgeSucceeded(run);
  if (!ok) throw new Error(message);
  const told = await cluster.api.xcom({ dagId: run.dagId, runId: run.runId, taskId: "where_am_i" });
  const { cwd, airflow_home: airflowHome } = told as { cwd: string; airflow_home: string };
  return { worker: run.tasks[0]?.hostname ?? "", cwd, airflowHome };
}
