import { expect, it, onTestFinished } from "vitest";
import { ApiError } from "./api-error.ts";
import { snapshotRun } from "./snapshot-run.ts";
import { recorded } from "./testing/recorded.ts";
import { replayedClient } from "./testing/replayed-client.ts";

const run = "/api/v2/dags/mixed/dagRuns/test_1";
const name = { dagId: "mixed", runId: "test_1" };
const now = () => new Date("2026-11-24T15:20:00Z");

async function client() {
  return replayedClient(onTestFinished, {
    [`GET ${run}`]: recorded("run") as object,
    [`GET ${run}/taskInstances`]: recorded("task-instances") as object,
    [`GET ${run}/taskInstances/flaky/tries`]: recorded("tries") as object,
    "GET /api/v2/dags/mixed/tasks": recorded("tasks") as object,
    [`GET ${run}/taskInstances/~/xcomEntries`]: { xcom_entries: [recorded("xcom")], total_entries: 1 },
    [`GET ${run}/taskInstances/korean/xcomEntries/return_value`]: recorded("xcom") as object,
    [`GET ${run}/taskInstances/fails/logs/1`]: recorded("log-exception") as object,
  });
}

it("reads a run, its tasks with earlier tries, XComs, failures and the edges, as frozen data", async () => {
  const snapshot = await snapshotRun((await client()).api, name, { now });
  expect(snapshot).toMatchObject({
    ...{ dagId: "mixed", runId: "test_1", state: "failed", type: "manual", conf: { batch: 300, 이름: "값" } },
    ...{ start: "2026-11-24T15:16:24.968479Z", seconds: 29.269765, takenAt: "2026-11-24T15:20:00.000Z" },
    downstream: { korean: ["flaky"], flaky: [] },
    failures: [{ taskId: "fails", tryNumber: 1, message: "RuntimeError" }],
    logs: null,
  });
  const flaky = snapshot.tasks.find(({ taskId }) => taskId === "flaky");
  expect(flaky?.earlierTries).toMatchObject([{ tryNumber: 1, state: "failed", pid: 30063 }]);
  expect(snapshot.xcoms).toEqual({ korean: { return_value: { 이름: "값", n: 1.5, list: [1, null, true] } } });
  expect(snapshot.timeline.runId).toBe("test_1");
  expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot);
  expect(Object.isFrozen(flaky)).toBe(true);
});

it("asks for nothing that is not wanted, and not again for a run that was just read", async () => {
  const { api, got } = await client();
  const { state, xcoms, failures } = await snapshotRun(api, await api.run("mixed", "test_1"), {
    ...{ xcoms: false, failures: false },
  });
  expect({ state, xcoms, failures }).toEqual({ state: "failed", xcoms: null, failures: [] });
  const asked = got.map(({ name }) => name).sort();
  expect(asked).toEqual([
    "GET /api/v2/dags/mixed/dagRuns/test_1",
    "GET /api/v2/dags/mixed/dagRuns/test_1/taskInstances",
    "GET /api/v2/dags/mixed/dagRuns/test_1/taskInstances/flaky/tries",
    "GET /api/v2/dags/mixed/tasks",
    "POST /auth/token",
  ]);
});

it("has no edges of a DAG that is gone, and fails for any other reason", async () => {
  const { api } = await client();
  const failing = (status: number) => async () => {
    throw new ApiError("AT_API", "no", { status });
  };
  expect((await snapshotRun({ ...api, tasks: failing(404) }, name)).downstream).toBeNull();
  await expect(snapshotRun({ ...api, tasks: failing(403) }, name)).rejects.toThrow("no");
});
