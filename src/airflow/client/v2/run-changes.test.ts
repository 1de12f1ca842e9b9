import { expect, it, onTestFinished } from "vitest";
import { recorded } from "../testing/recorded.ts";
import { replayedClient } from "../testing/replayed-client.ts";

const run = "/api/v2/dags/heals/dagRuns/rec_1";
const clear = "POST /api/v2/dags/heals/clearTaskInstances";

it("clears all tasks, some of them, or instances of a mapped one", async () => {
  const { api, got } = await replayedClient(onTestFinished, { [clear]: recorded("clear") as object });
  expect(await api.clear("heals", "rec_1", { onlyFailed: true })).toMatchObject([{ taskId: "wobbly", state: null }]);
  await api.clear("heals", "rec_1", { tasks: ["wobbly", { taskId: "one", mapIndex: 3 }, { taskId: "two" }] });
  await api.clear("heals", "rec_1", { tasks: ["wobbly"], downstream: false });
  const always = { dry_run: false, dag_run_id: "rec_1" };
  expect(got.slice(1).map(({ body }) => body)).toEqual([
    { ...always, only_failed: true },
    { ...always, only_failed: false, task_ids: ["wobbly", ["one", 3], "two"], include_downstream: true },
    { ...always, only_failed: false, task_ids: ["wobbly"], include_downstream: false },
  ]);
});

it("ends a run, and removes one", async () => {
  const { api, got } = await replayedClient(onTestFinished, {
    [`PATCH ${run}`]: recorded("run-marked") as object,
    [`DELETE ${run}`]: [204, undefined],
  });
  expect((await api.markRun("heals", "rec_1", "failed")).state).toBe("failed");
  expect(got.at(-1)?.body).toEqual({ state: "failed" });
  expect(await api.deleteRun("heals", "rec_1")).toBe(true);
  expect(await api.deleteRun("heals", "rec_2")).toBe(false);
});

it("reads one task, and says that a mapped one has instances", async () => {
  const mapped = { ...(recorded("task-instance") as object), task_id: "double" };
  const { api } = await replayedClient(onTestFinished, {
    [`GET ${run}/taskInstances/wobbly`]: recorded("task-instance") as object,
    [`GET ${run}/taskInstances/double`]: [404, recorded("mapped-404")],
    [`GET ${run}/taskInstances/double/1`]: { ...mapped, map_index: 1 },
    [`GET ${run}/taskInstances`]: {
      task_instances: [0, 1, 2].map((map_index) => ({ ...mapped, map_index })),
      total_entries: 3,
    },
  });
  const of = { dagId: "heals", runId: "rec_1" };
  expect(await api.taskInstance({ ...of, taskId: "wobbly" })).toMatchObject({ state: "failed", tryNumber: 1 });
  expect(await api.taskInstance({ ...of, taskId: "double", mapIndex: 1 })).toMatchObject({ mapIndex: 1 });
  await expect(api.taskInstance({ ...of, taskId: "double" })).rejects.toThrowErrorMatchingInlineSnapshot(`
    [ApiError: the task "double" in the run "rec_1" is mapped: name an instance
      expected  double[0] to double[2]]
  `);
});
