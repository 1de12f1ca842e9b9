import { AirflowCluster, type StartedAirflowCluster } from "airflow-testcontainers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { leftOf } from "../support/left-behind.ts";
import { helloDags } from "./support/hello.ts";

let clusters: StartedAirflowCluster[] = [];

beforeAll(async () => {
  // A slow machine gets three times the work at once.
  const timeouts = { service: 400, migrate: 600, component: 600, parsing: 600 };
  const starts = await Promise.allSettled(
    [1, 2, 3].map(() => new AirflowCluster({ dags: helloDags, redis: true, timeouts }).start()),
  );
  clusters = starts.flatMap((start) => (start.status === "fulfilled" ? [start.value] : []));
  for (const start of starts) if (start.status === "rejected") throw start.reason;
}, 900_000);

afterAll(async () => {
  await Promise.all(clusters.map((cluster) => cluster.stop()));
}, 120_000);

it("runs the same DAG in three clusters at once, and none sees the others' runs", async () => {
  const runs = await Promise.all(
    clusters.map((cluster, i) => cluster.dag("hello").run({ runId: `only_in_${i}`, conf: { cluster: i } })),
  );
  expect(runs.map(({ state, conf }) => [state, conf])).toEqual([0, 1, 2].map((cluster) => ["success", { cluster }]));
  const seen = await Promise.all(clusters.map(async ({ api }) => (await api.runs("hello")).map(({ runId }) => runId)));
  expect(seen).toEqual([["only_in_0"], ["only_in_1"], ["only_in_2"]]);
});

it("shares no network, container, volume or port, and removing one leaves the others working", async () => {
  const ports = await Promise.all(clusters.map((cluster) => cluster.apiUrl()));
  expect(new Set(ports).size).toBe(3);
  const [first, ...others] = clusters as [StartedAirflowCluster, ...StartedAirflowCluster[]];
  await first.stop();
  expect(await leftOf(first.id)).toEqual([]);
  for (const other of others) {
    expect(await leftOf(other.id)).not.toEqual([]);
    expect((await other.dag("hello").run()).state).toBe("success");
  }
});
