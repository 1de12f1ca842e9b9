import { expect, it, onTestFinished } from "vitest";
import { recorded } from "../airflow/client/testing/recorded.ts";
import type { Reply } from "../airflow/client/testing/replay.ts";
import { replayedClient } from "../airflow/client/testing/replayed-client.ts";
import { BackfillHandle } from "./backfill-handle.ts";

const range = { from: new Date("2024-05-01"), to: new Date("2024-05-03") };
const runs = recorded("backfill-runs") as { dag_runs: object[] };
const taken: Reply = [409, { detail: "There is already a running backfill for dag daily" }];

async function context(replies: Readonly<Record<string, Reply>>) {
  const told: string[] = [];
  const { api, got } = await replayedClient(onTestFinished, {
    "GET /api/v2/dags/daily": { ...(recorded("dag") as object), dag_id: "daily" },
    "GET /api/v2/dags/daily/dagRuns": runs,
    "POST /api/v2/backfills": recorded("backfill") as object,
    ...replies,
  });
  return { context: { api, onTriggered: ({ runId }: { runId: string }) => void told.push(runId) }, got, told };
}

it("has its runs, and tells of each", async () => {
  const { context: daily, told } = await context({});
  const backfill = await BackfillHandle.start(daily, "daily", range);
  expect(backfill.runs().map(({ runId }) => runId)).toEqual(told);
  expect(told).toHaveLength(4);
});

it("waits until Airflow has noticed that the one before it has ended", async () => {
  let asked = 0;
  const { context: daily } = await context({
    "POST /api/v2/backfills": () => (++asked === 1 ? taken : (recorded("backfill") as object)),
  });
  expect((await BackfillHandle.start(daily, "daily", range)).id).toBe(2);
});

it("does not wait for one that still runs", async () => {
  const open = { dag_runs: [{ ...runs.dag_runs[0], state: "running" }], total_entries: 1 };
  const { context: daily } = await context({
    "POST /api/v2/backfills": taken,
    "GET /api/v2/dags/daily/dagRuns": open,
  });
  await expect(BackfillHandle.start(daily, "daily", range)).rejects.toThrowErrorMatchingInlineSnapshot(`
    [ApiError: an earlier backfill of the DAG "daily" still runs
      observed  backfill__2024-05-01T00:00:00+00:00 running
      try       \`finished()\` of the earlier one first]
  `);
});

it("is an error without a run: a test would wait for nothing and find nothing wrong", async () => {
  const { context: daily } = await context({ "GET /api/v2/dags/daily/dagRuns": { dag_runs: [], total_entries: 0 } });
  await expect(BackfillHandle.start(daily, "daily", range)).rejects.toThrow("every moment has one already");
});
