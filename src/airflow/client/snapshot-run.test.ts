import { expect, it, onTestFinished } from "vitest";
import { ApiError } from "./api-error.ts";
import { type SnapshotApi, snapshotRun } from "./snapshot-run.ts";
import { recorded } from "./testing/recorded.ts";
import { replay } from "./testing/replay.ts";
import { createApiV2 } from "./v2/api-v2.ts";

const run = "/api/v2/dags/mixed/dagRuns/test_1";
const now = () => new Date("2026-11-24T15:20:00Z");

async function client(): Promise<SnapshotApi> {
  const { url } = await replay(onTestFinished, {
    [`GET ${run}`]: recorded("run") as object,
    [`GET ${run}/taskInstances`]: recorded("task-instances") as object,
    [`GET ${run}/taskInstances/flaky/tries`]: recorded("tries") as object,
    "GET /api/v2/dags/mixed/tasks": recorded("tasks") as object,
    [`GET ${run}/taskInstances/~/xcomEntries`]: { xcom_entries: [recorded("xcom")], total_entries: 1 },
    [`GET ${run}/taskInstances/korean/xcomEntries/return_value`]: recorded("xcom") as object,
  });
  return createApiV2(() => url, { username: "admin", password: "hunter22" });
}

it("reads a run, its tasks with earlier tries, and the edges, as frozen data", async () => {
  const snapshot = await snapshotRun(await client(), "mixed", "test_1", { now });
  expect(snapshot).toMatchObject({
    ...{ dagId: "mixed", runId: "test_1", state: "failed", type: "manual", conf: { batch: 300, 이름: "값" } },
    ...{ start: "2026-11-24T15:16:24.968479Z", seconds: 29.269765, takenAt: "2026-11-24T15:20:00.000Z" },
    downstream: { korean: ["flaky"], flaky: [] },
  });
  const flaky = snapshot.tasks.find(({ taskId }) => taskId === "flaky");
  expect(flaky?.earlierTries).toMatchObject([{ tryNumber: 1, state: "failed", pid: 30063 }]);
  expect(snapshot.xcoms).toBeNull();
  expect(snapshot.timeline.runId).toBe("test_1");
  expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot);
  expect(Object.isFrozen(flaky)).toBe(true);
});

it("reads XComs where they are asked for", async () => {
  const { xcoms } = await snapshotRun(await client(), "mixed", "test_1", { now, xcoms: true });
  expect(xcoms?.korean).toEqual({ return_value: { 이름: "값", n: 1.5, list: [1, null, true] } });
  expect(xcoms).not.toHaveProperty("fails");
});

it("has no edges of a DAG that is gone, and fails for any other reason", async () => {
  const api = await client();
  const failing = (status: number) => async () => {
    throw new ApiError("AT_API", "no", { status });
  };
  expect((await snapshotRun({ ...api, tasks: failing(404) }, "mixed", "test_1")).downstream).toBeNull();
  await expect(snapshotRun({ ...api, tasks: failing(403) }, "mixed", "test_1")).rejects.toThrow("no");
});
