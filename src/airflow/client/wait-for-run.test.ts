import { expect, it, onTestFinished } from "vitest";
import { recorded } from "./testing/recorded.ts";
import type { Reply } from "./testing/replay.ts";
import { replayedClient } from "./testing/replayed-client.ts";
import { waitForRun, waitForState } from "./wait-for-run.ts";

const path = "/api/v2/dags/mixed/dagRuns/test_1";
const run = recorded("run") as object;

async function client(replies: Readonly<Record<string, Reply>>) {
  const { api } = await replayedClient(onTestFinished, {
    [`GET ${path}/taskInstances`]: recorded("task-instances") as object,
    [`GET ${path}/taskInstances/flaky/tries`]: recorded("tries") as object,
    "GET /api/v2/dags/mixed": recorded("dag") as object,
    "GET /api/v2/dags/mixed/tasks": recorded("tasks") as object,
    [`GET ${path}/taskInstances/~/xcomEntries`]: { xcom_entries: [], total_entries: 0 },
    [`GET ${path}/taskInstances/fails/logs/1`]: recorded("log-exception") as object,
    ...replies,
  });
  return api;
}

/** Answers in their order; the last one stays. */
function oneByOne(...replies: Reply[]): Reply {
  let next = 0;
  return () => replies[Math.min(next++, replies.length - 1)];
}

it("gives the run when it has ended, however, and tells what it is at", async () => {
  const api = await client({
    [`GET ${path}`]: oneByOne(
      { ...run, state: "queued" },
      { ...run, state: "queued" },
      { ...run, state: "running" },
      run,
    ),
  });
  const states: string[] = [];
  const snapshot = await waitForRun(api, "mixed", "test_1", { intervalMs: 1, onState: (state) => states.push(state) });
  expect(snapshot.state).toBe("failed");
  expect(snapshot.tasks).toHaveLength(7);
  expect(states).toEqual(["queued", "running, 7 of 7 tasks finished", "failed"]);
});

it("goes on while the API does not answer", async () => {
  const api = await client({ [`GET ${path}`]: oneByOne([500, {}], [503, {}], run) });
  expect((await waitForRun(api, "mixed", "test_1", { intervalMs: 1 })).state).toBe("failed");
});

it("ends at once for a run that does not exist", async () => {
  const api = await client({
    "GET /api/v2/dags": recorded("dags") as object,
    "GET /api/v2/dags/mixed/dagRuns": { dag_runs: [run], total_entries: 1 },
  });
  await expect(waitForRun(api, "mixed", "test_2", { intervalMs: 1 })).rejects.toThrow(
    'no run "test_2" of the DAG "mixed"',
  );
});

it("shows each unfinished task when the time is over", async () => {
  const { task_instances: all } = recorded("task-instances") as { task_instances: { task_id: string }[] };
  const states: Record<string, string | null> = {
    korean: "running",
    pwd: "queued",
    after: null,
    flaky: "up_for_retry",
  };
  const task_instances = all.map((task) => ({
    ...task,
    ...(task.task_id in states && { state: states[task.task_id] }),
  }));
  const api = await client({
    [`GET ${path}`]: { ...run, state: "running" },
    [`GET ${path}/taskInstances`]: { task_instances, total_entries: task_instances.length },
  });
  await expect(
    waitForRun(api, "mixed", "test_1", { intervalMs: 1, within: 20 }),
  ).rejects.toThrowErrorMatchingInlineSnapshot(`
    [HarnessError: the run "test_1" of the DAG "mixed" did not end within 0.02 s
      expected  success or failed
      observed  running, 3 of 7 tasks finished
      evidence  after  not scheduled yet
                flaky  up_for_retry, try 2
                korean  running since 2026-11-24T15:16:26.269463Z on vm, try 1
                pwd  queued since 2026-11-24T15:16:25.444827Z for queue default]
  `);
});

it("says that the DAG is paused, or that nobody consumes the queue", async () => {
  const { task_instances: all } = recorded("task-instances") as { task_instances: object[] };
  const queued = { task_instances: all.slice(0, 1).map((task) => ({ ...task, state: "queued" })), total_entries: 1 };
  const waiting = { [`GET ${path}`]: { ...run, state: "queued" }, [`GET ${path}/taskInstances`]: queued };
  const options = { intervalMs: 1, within: 10 };
  await expect(waitForRun(await client(waiting), "mixed", "test_1", options)).rejects.toMatchObject({
    ...{ code: "AT_TIMEOUT", parts: { try: "a worker that consumes default" } },
  });
  const paused = { ...waiting, "GET /api/v2/dags/mixed": { ...(recorded("dag") as object), is_paused: true } };
  await expect(waitForRun(await client(paused), "mixed", "test_1", options)).rejects.toMatchObject({
    parts: { try: "the DAG is paused: unpause it" },
  });
});

it("gives a run as soon as it has come to a state, or has gone through it", async () => {
  const queued = { ...run, state: "queued", start_date: null };
  const running = { ...run, state: "running" };
  const of = { dagId: "mixed", runId: "test_1" };
  const wait = async (states: string[], ...seen: Reply[]) =>
    (await waitForState(await client({ [`GET ${path}`]: oneByOne(...seen) }), of, states, { intervalMs: 1 })).state;
  expect(await wait(["running"], queued, running, run)).toBe("running");
  expect(await wait(["running"], queued, run)).toBe("failed");
  expect(await wait(["success", "running"], queued, running, run)).toBe("running");
});

it("ends at once for a run that has ended in another state, with what its tasks say", async () => {
  const api = await client({ [`GET ${path}`]: run });
  await expect(
    waitForState(api, { dagId: "mixed", runId: "test_1" }, ["success"], { intervalMs: 1 }),
  ).rejects.toThrowErrorMatchingInlineSnapshot(`
    [HarnessError: the run "test_1" of the DAG "mixed" has ended and is not success
      expected  success
      observed  failed
      evidence  fails  RuntimeError
                after  upstream_failed
                skipped  skipped]
  `);
});

it("ends with the caller's reason", async () => {
  const api = await client({ [`GET ${path}`]: { ...run, state: "running" } });
  const interrupt = new AbortController();
  const waiting = waitForRun(api, "mixed", "test_1", {
    signal: interrupt.signal,
    onState: () => interrupt.abort(new Error("enough")),
  });
  await expect(waiting).rejects.toThrow("enough");
});
