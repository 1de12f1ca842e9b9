import { expect, it, onTestFinished } from "vitest";
import { recorded } from "../testing/recorded.ts";
import { replayedClient } from "../testing/replayed-client.ts";

const made = recorded("backfill") as { created_at: string };
const runs = recorded("backfill-runs") as { dag_runs: { dag_run_id: string; queued_at: string }[] };

it("makes a backfill, with Airflow's defaults for what is left out", async () => {
  const { api, got } = await replayedClient(onTestFinished, { "POST /api/v2/backfills": made });
  const range = { from: "2024-05-01T00:00:00Z", to: "2024-05-03T00:00:00Z" };
  expect(await api.backfill("daily", { ...range, conf: { 값: 1 }, reprocess: "completed" })).toEqual({
    ...{ id: 2, dagId: "daily", ...range, createdAt: "2026-11-24T18:54:14.107581Z" },
    completedAt: "2026-11-24T18:54:23.100126Z",
  });
  expect(got.at(-1)?.body).toEqual({
    ...{ dag_id: "daily", from_date: range.from, to_date: range.to, dag_run_conf: { 값: 1 } },
    reprocess_behavior: "completed",
  });
});

it("repeats why one cannot be, and names the nearest DAG", async () => {
  const { api } = await replayedClient(onTestFinished, {
    "POST /api/v2/backfills": ({ body }) =>
      (body as { dag_id: string }).dag_id === "values" ? [422, recorded("backfill-422")] : [404, { detail: "no" }],
    "GET /api/v2/dags": { dags: [{ dag_id: "daily" }], total_entries: 1 },
  });
  const range = { from: "2024-05-01T00:00:00Z", to: "2024-05-03T00:00:00Z" };
  await expect(api.backfill("values", range)).rejects.toThrow("has a non-periodic schedule");
  await expect(api.backfill("dayly", range)).rejects.toThrow('no DAG "dayly"; did you mean "daily"?');
});

it("lists backfills, and tells runs of one from those that were queued before it", async () => {
  const { api, got } = await replayedClient(onTestFinished, {
    "GET /api/v2/backfills": recorded("backfills") as object,
    "GET /api/v2/dags/daily/dagRuns": runs,
  });
  const [newest] = await api.backfills("daily");
  expect(newest).toMatchObject({ id: 4, dagId: "daily" });
  const queued = runs.dag_runs.map(({ queued_at }) => queued_at);
  const backfill = { ...newest, createdAt: queued[1] } as NonNullable<typeof newest>;
  expect((await api.backfillRuns(backfill)).map(({ runId }) => runId)).toEqual([
    "backfill__2024-05-02T00:00:00+00:00",
    "backfill__2024-05-03T00:00:00+00:00",
    "backfill__2024-05-04T00:00:00+00:00",
  ]);
  expect(got.at(-1)?.query.get("updated_at_gte")).toBe(queued[1]);
});
