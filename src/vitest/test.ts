import { test as base } from "vitest";
import { AirflowCluster } from "../cluster/airflow-cluster.ts";
import { borrowCluster, optionsOfRun } from "./shared-cluster.ts";

/**
 * Vitest's `test` with fixtures. Each is started when a test first asks for it, and only then.
 *
 * - `airflow`: the cluster of the whole run, for everything that leaves it working
 * - `cluster`: one of its own for a test that breaks things; removed after the test
 *
 * @example
 * test("collectors run side by side", async ({ airflow }) => {
 *   const run = await airflow.dag("collect_logs").run();
 *   await expect(run).toHaveRunInParallel(/^collector_/, { atLeast: 3, workers: 2 });
 * });
 */
export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the names of fixtures from the pattern
  .extend("airflow", { scope: "file" }, async ({}, { onCleanup }) => {
    const { cluster, giveBack } = await borrowCluster();
    onCleanup(giveBack);
    return cluster;
  })
  .extend("cluster", async ({ signal }, { onCleanup }) => {
    const cluster = await new AirflowCluster((await optionsOfRun()).cluster).start({ signal });
    onCleanup(() => cluster.stop());
    return cluster;
  });
