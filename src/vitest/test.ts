import { test as base } from "vitest";
import { airflowFixture } from "../../fixtures/airflow.ts";
import { postgresFixture } from "../../fixtures/postgres.ts";
import { rabbitmqFixture } from "../../fixtures/rabbitmq.ts";
import { type RedisFixtureOptions, redisFixture } from "../../fixtures/redis.ts";
import { notAvailable } from "../base/not-available.ts";
import type { ClusterOptions } from "../cluster/options.ts";
import { fromFixture } from "./from-fixture.ts";
import type { TestRunOptions } from "./options.ts";
import { borrowCluster, optionsOfRun } from "./shared-cluster.ts";

/**
 * Vitest's `test` with fixtures. Each is started when a test first asks for it, and only then.
 *
 * - `airflow`: the cluster of the whole run, for everything that leaves it working
 * - `cluster`: one of its own with the same options, for a test that breaks things; removed after the test
 * - `postgres`, `rabbitmq`, `redis`: a service of its own with a client that is connected, without Airflow, for all tests
 *   of a file; image, names and passwords are those of the options of the same name
 *
 * All but `cluster` are there in `test.beforeAll` too.
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
  .extend("cluster", async ({ signal }, { onCleanup }) =>
    fromFixture(airflowFixture(await ownCluster()), onCleanup, signal),
  )
  // biome-ignore lint/correctness/noEmptyPattern: as above
  .extend("postgres", { scope: "file" }, async ({}, { onCleanup }) =>
    fromFixture(postgresFixture((await optionsOfRun()).cluster.postgres), onCleanup),
  )
  // biome-ignore lint/correctness/noEmptyPattern: as above
  .extend("rabbitmq", { scope: "file" }, async ({}, { onCleanup }) =>
    fromFixture(rabbitmqFixture((await optionsOfRun()).cluster.rabbitmq), onCleanup),
  )
  // biome-ignore lint/correctness/noEmptyPattern: as above
  .extend("redis", { scope: "file" }, async ({}, { onCleanup }) =>
    fromFixture(redisFixture(redisOptions(await optionsOfRun())), onCleanup),
  );

function redisOptions({ cluster: { redis } }: TestRunOptions): RedisFixtureOptions {
  return typeof redis === "object" ? redis : {};
}

/** The options of the whole run, for a cluster beside that of the run. */
async function ownCluster(): Promise<ClusterOptions> {
  const { cluster, attach } = await optionsOfRun();
  if (attach)
    throw notAvailable("the fixture `cluster`", "there are no options for one of its own", "a project without attach");
  return { ...cluster, apiPort: undefined, reuse: false };
}
