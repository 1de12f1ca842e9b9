import type { StartedAirflowCluster } from "airflow-testcontainers";
import { expect, vi } from "vitest";

const patience = { timeout: 100_000, interval: 500 };

/** Waits until each component that tells its heartbeats has a newer one than now, and all workers consume their queue. */
export async function worksAgain(cluster: StartedAirflowCluster): Promise<void> {
  const heartbeats = async () => {
    const { metadatabase, scheduler, dagProcessor, triggerer } = await cluster.api.health();
    const all = [scheduler, dagProcessor, triggerer];
    expect([metadatabase, ...all].map(({ status }) => status)).toEqual(Array(4).fill("healthy"));
    return all.map(({ heartbeat }) => heartbeat);
  };
  const seen = await vi.waitFor(heartbeats, patience);
  await vi.waitFor(async () => {
    const now = await heartbeats();
    expect(now.filter((heartbeat, i) => heartbeat === seen[i])).toEqual([]);
  }, patience);
  const workers = cluster.componentsOf("worker").length;
  await vi.waitFor(async () => expect(await cluster.rabbitmq.consumersOf("default")).toBe(workers), patience);
}
