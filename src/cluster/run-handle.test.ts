import { expect, it, onTestFinished } from "vitest";
import { recorded } from "../airflow/client/testing/recorded.ts";
import { replayedClient } from "../airflow/client/testing/replayed-client.ts";
import type { RunState } from "../results/run-data.ts";
import { RunHandle } from "./run-handle.ts";

const path = "/api/v2/dags/mixed/dagRuns/test_1";
const clear = "POST /api/v2/dags/mixed/clearTaskInstances";

async function handle() {
  const { api, got } = await replayedClient(onTestFinished, {
    [`GET ${path}/taskInstances`]: recorded("task-instances") as object,
    [`GET ${path}/taskInstances/flaky`]: { ...(recorded("task-instance") as object), task_id: "flaky", try_number: 2 },
    [`GET ${path}/taskInstances/flaky/logs/2`]: recorded("log") as object,
    [`GET ${path}/taskInstances/flaky/tries`]: recorded("tries") as object,
    [clear]: recorded("clear") as object,
  });
  return { run: new RunHandle({ api }, { dagId: "mixed", runId: "test_1" }), got };
}

it("clears the tasks that it has, and names the nearest of one that it has not", async () => {
  const { run, got } = await handle();
  expect(await run.clear({ tasks: ["flaky"] })).toEqual(["wobbly"]);
  expect(got.at(-1)?.body).toMatchObject({ task_ids: ["flaky"] });
  await expect(run.clear({ tasks: ["flakey"] })).rejects.toThrow('no task "flakey" in the run "test_1"; did you mean');
  await expect(run.clear({ tasks: ["flaky[0]"] })).rejects.toMatchObject({ code: "AT_NOT_FOUND" });
  expect(got.filter(({ name }) => name === clear)).toHaveLength(1);
});

it("has tasks with their state, their tries and the log of the last one", async () => {
  const { run } = await handle();
  const task = run.task("flaky");
  expect(await task.state()).toBe("failed");
  expect(await task.tries()).toHaveLength(2);
  expect((await task.log()).lines).toContain("로그 한 줄: 안녕하세요 😀");
  expect(await task.clear()).toEqual(["wobbly"]);
  await expect(run.task("flakey").state()).rejects.toThrow('did you mean "flaky"?');
  await expect(run.task("flakey").clear()).rejects.toMatchObject({ code: "AT_NOT_FOUND" });
});

it("waits for no state that there is not, and takes no option that is unknown", async () => {
  const { run, got } = await handle();
  await expect(run.waitFor("succeeded" as RunState)).rejects.toThrowErrorMatchingInlineSnapshot(`
    [HarnessError: a run has no state "succeeded"
      expected  queued, running, success, failed]
  `);
  await expect(run.waitFor(["success", "runing" as RunState])).rejects.toThrow('did you mean "running"?');
  await expect(run.finished({ withn: 1 } as object)).rejects.toThrow('unknown option "withn"; did you mean "within"?');
  expect(got).toEqual([]);
});
