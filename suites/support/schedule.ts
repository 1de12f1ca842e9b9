import type { StartedAirflowCluster } from "airflow-testcontainers";
import { expect } from "vitest";

/** Seconds between neighbours of ISO 8601 moments. */
export function secondsBetween(moments: readonly string[] = []): number[] {
  return moments.slice(1).map((moment, i) => (Date.parse(moment) - Date.parse(moments[i] as string)) / 1_000);
}

/**
 * Waits until the scheduler has gone through its loop twice since a moment, by its own clock. It beats at most once in
 * a loop: between the first beat after the moment and the third lie at least two loops.
 *
 * @param moment ISO 8601
 */
export async function twoLoopsAfter({ api }: StartedAirflowCluster, moment: string | null | undefined): Promise<void> {
  const from = Date.parse(moment ?? "");
  expect(from).not.toBeNaN();
  const beats = new Set<string>();
  const look = async () => {
    const { heartbeat } = (await api.health()).scheduler;
    if (heartbeat && Date.parse(heartbeat) > from) beats.add(heartbeat);
    return beats.size;
  };
  await expect.poll(look, { timeout: 180_000, interval: 200 }).toBeGreaterThanOrEqual(3);
}
