import type { StartedAirflowCluster } from "airflow-testcontainers";

/** What Flower answers to a question for the workers: the status, and the slots of each worker by its name. */
export async function flowerWorkers(
  cluster: StartedAirflowCluster,
  { username, password } = cluster.admin,
): Promise<{ status: number; slots?: Record<string, number> }> {
  const response = await fetch(`${await cluster.flowerUrl()}/api/workers?refresh=1`, {
    headers: { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` },
  });
  const { status } = response;
  const text = await response.text();
  if (!response.ok) return { status };
  const workers = JSON.parse(text) as Record<string, { stats: { pool: { "max-concurrency": number } } }>;
  const slots = Object.entries(workers).map(([name, { stats }]) => [name, stats.pool["max-concurrency"]] as const);
  return { status, slots: Object.fromEntries(slots) };
}
