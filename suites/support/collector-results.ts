import type { RunSnapshot, StartedAirflowCluster } from "airflow-testcontainers";
import { pipelineDefaults } from "airflow-testcontainers/fixtures";

/** Ids of the collectors' tasks. */
export const collectors = Array.from({ length: pipelineDefaults.collectors }, (_, i) => `collector_${i + 1}`);

/** What a collector of the pipeline returns. */
export interface CollectorResult {
  readonly popped: number;
  readonly stored: number;
  readonly skipped: number;
  /** Everybody at the meeting before the first batch, as `hostname:pid`. */
  readonly came: Readonly<Record<string, string>>;
}

/** The results of all collectors of a run, by task id; rejects where one has left none. */
export async function collectorResults(
  { api }: StartedAirflowCluster,
  { dagId, runId }: RunSnapshot,
): Promise<Record<string, CollectorResult>> {
  const results = collectors.map(async (taskId) => [taskId, await api.xcom({ dagId, runId, taskId })] as const);
  return Object.fromEntries(await Promise.all(results)) as Record<string, CollectorResult>;
}
