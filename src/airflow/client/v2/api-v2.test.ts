import { describe, expect, it, onTestFinished } from "vitest";
import { recorded } from "../testing/recorded.ts";
import type { Reply } from "../testing/replay.ts";
import { replayedClient } from "../testing/replayed-client.ts";

const run = "/api/v2/dags/mixed/dagRuns/test_1";

const client = (replies: Readonly<Record<string, Reply>>) => replayedClient(onTestFinished, replies);

describe("questions about the cluster", () => {
  it("reads health and version without a login", async () => {
    const { api, got } = await client({
      "GET /api/v2/monitor/health": recorded("health") as object,
      "GET /api/v2/version": recorded("version") as object,
    });
    expect(await api.health()).toEqual({
      metadatabase: { status: "healthy", heartbeat: null },
      scheduler: { status: "healthy", heartbeat: "2026-11-24T15:19:26.954653+00:00" },
      triggerer: { status: "healthy", heartbeat: "2026-11-24T15:19:28.769747+00:00" },
      dagProcessor: { status: "healthy", heartbeat: "2026-11-24T15:19:28.203821+00:00" },
    });
    expect(await api.version()).toBe("3.3.2");
    expect(got.map(({ authorization }) => authorization)).toEqual([undefined, undefined]);
  });

  it("takes components that never ran, and that the answer leaves out", async () => {
    const answer = {
      metadatabase: { status: "healthy" },
      scheduler: { status: "unhealthy", latest_scheduler_heartbeat: null },
      triggerer: { status: null, latest_triggerer_heartbeat: null },
    };
    const { api } = await client({ "GET /api/v2/monitor/health": answer });
    const never = { status: null, heartbeat: null };
    expect(await api.health()).toMatchObject({ scheduler: { heartbeat: null }, triggerer: never, dagProcessor: never });
  });

  it("reads settings, and names the nearest of one that does not exist", async () => {
    const { api } = await client({ "GET /api/v2/config": recorded("config") as object });
    expect((await api.config()).database).toEqual({ sql_alchemy_conn: "< hidden >" });
    expect(await api.setting("core", "executor")).toBe("LocalExecutor");
    await expect(api.setting("core", "exekutor")).rejects.toThrow(
      'there is no setting "exekutor" in [core]; did you mean "executor"?',
    );
    await expect(api.setting("celry", "worker_concurrency")).rejects.toThrow('did you mean "celery"?');
  });

  it("says which setting shows the settings", async () => {
    const { api } = await client({ "GET /api/v2/config": [403, { detail: "Your Airflow administrator chose…" }] });
    await expect(api.config()).rejects.toMatchObject({ code: "AT_API", parts: { try: "[api] expose_config = True" } });
  });

  it("asks for the newest jobs and events", async () => {
    const { api, got } = await client({
      "GET /api/v2/jobs": recorded("jobs") as object,
      "GET /api/v2/eventLogs": recorded("event-logs") as object,
    });
    expect(await api.jobs({ type: "SchedulerJob", alive: true })).toMatchObject([
      { type: "SchedulerJob", state: "running" },
    ]);
    expect(await api.eventLog({ dagId: "mixed" })).toHaveLength(1);
    expect(got.slice(1).map(({ query }) => query.toString())).toEqual([
      "job_type=SchedulerJob&is_alive=true&order_by=-latest_heartbeat&limit=100",
      "dag_id=mixed&order_by=-event_log_id&limit=100",
    ]);
  });
});

describe("questions about DAGs", () => {
  it("reads a DAG with its schedule", async () => {
    const { api } = await client({ "GET /api/v2/dags/mixed": recorded("dag") as object });
    expect(await api.dag("mixed")).toMatchObject({
      ...{ id: "mixed", paused: false, stale: false, file: "recorded.py", owners: ["gooose"] },
      ...{ schedule: "*/5 * * * *", scheduleInWords: "Every 5 minutes", hasImportErrors: false },
      nextRun: { runAfter: "2026-11-24T15:15:00Z" },
    });
  });

  it("reads a DAG without schedule, in a list", async () => {
    const { api, got } = await client({ "GET /api/v2/dags": recorded("dags") as object });
    const [mapped] = await api.dags({ paused: false });
    expect(mapped).toMatchObject({
      id: "mapped",
      schedule: null,
      nextRun: null,
      tags: ["a", "한글"],
      description: "매핑된 태스크",
    });
    expect(got.at(-1)?.query.toString()).toBe("paused=false&exclude_stale=true&order_by=dag_id&limit=100&offset=0");
  });

  it("reads tasks", async () => {
    const { api } = await client({
      "GET /api/v2/dags/mixed/tasks": recorded("tasks") as object,
      "GET /api/v2/dags/mapped/tasks": recorded("tasks-mapped") as object,
    });
    expect(await api.tasks("mixed")).toMatchObject([
      { id: "flaky", operator: "@task", owner: "gooose", retries: 1, retryDelay: 1, downstream: [], mapped: false },
      { id: "korean", retries: 0, retryDelay: 300, downstream: ["flaky"], dependsOnPast: false, queue: "default" },
    ]);
    expect(await api.tasks("mapped")).toMatchObject([{ id: "one", mapped: true, downstream: ["total"] }]);
  });

  it("reads import errors with their text", async () => {
    const { api } = await client({ "GET /api/v2/importErrors": recorded("import-errors") as object });
    const [error] = await api.importErrors();
    expect(error).toMatchObject({ file: "broken.py", bundle: "dags-folder" });
    expect(error?.error).toContain("ModuleNotFoundError: No module named '없는모듈'");
  });

  it("names the nearest DAG of one that does not exist", async () => {
    const { api } = await client({
      "GET /api/v2/dags/mixd": [404, recorded("dag-404")],
      "GET /api/v2/dags": recorded("dags") as object,
    });
    await expect(api.dag("mixd")).rejects.toMatchObject({ code: "AT_NOT_FOUND", status: 404 });
    await expect(api.dag("mixd")).rejects.toThrow(
      'there is no DAG "mixd"; did you mean "mixed"?\n  expected  mapped, mixed',
    );
  });

  it("asks for parsing by the DAG's token, and is content where that has been asked for", async () => {
    const { file_token: token } = recorded("dag") as { file_token: string };
    const path = `PUT /api/v2/parseDagFile/${token}`;
    const { api, got } = await client({
      "GET /api/v2/dags/mixed": recorded("dag") as object,
      [path]: [409, recorded("trigger-dup")],
    });
    await api.requestParse("mixed");
    expect(got.at(-1)?.name).toBe(path);
  });
});

describe("questions about runs", () => {
  it("always sends a logical date", async () => {
    const { api, got } = await client({ "POST /api/v2/dags/mixed/dagRuns": recorded("run") as object });
    const made = await api.trigger("mixed", { conf: { batch: 300, 이름: "값" }, runId: "test_1" });
    expect(made).toMatchObject({ dagId: "mixed", runId: "test_1", conf: { batch: 300, 이름: "값" } });
    expect(got.at(-1)?.body).toEqual({ logical_date: null, conf: { batch: 300, 이름: "값" }, dag_run_id: "test_1" });
  });

  it("says that a run id is taken", async () => {
    const { api } = await client({ "POST /api/v2/dags/mixed/dagRuns": [409, recorded("trigger-dup")] });
    await expect(api.trigger("mixed", { runId: "test_1" })).rejects.toThrow(
      'the DAG "mixed" already has the run "test_1"',
    );
  });

  it("reads task instances by id, with what no worker had", async () => {
    const { api } = await client({ [`GET ${run}/taskInstances`]: recorded("task-instances") as object });
    const tasks = await api.taskInstances("mixed", "test_1");
    expect(tasks.map(({ taskId, state, tryNumber }) => [taskId, state, tryNumber])).toEqual([
      ["after", "upstream_failed", 0],
      ["fails", "failed", 1],
      ["flaky", "success", 2],
      ["korean", "success", 1],
      ["pwd", "success", 1],
      ["skipped", "skipped", 0],
      ["stop", "success", 1],
    ]);
    expect(tasks[0]).toMatchObject({ hostname: null, pid: null, queuedAt: null, mapIndex: -1 });
    expect(tasks[2]).toMatchObject({
      ...{ hostname: "vm", pid: 30565, queue: "default", pool: "default_pool", operator: "_PythonDecoratedOperator" },
      ...{ queuedAt: "2026-11-24T15:16:47.825340Z", start: "2026-11-24T15:16:53.414549Z", maxTries: 1 },
    });
  });

  it("reads all pages", async () => {
    const page = recorded("task-instances-mapped") as { task_instances: { map_index: number }[] };
    const { api, got } = await client({
      "GET /api/v2/dags/mapped/dagRuns/test_1/taskInstances": ({ query }) => {
        const [limit, offset] = [Number(query.get("limit")), Number(query.get("offset"))];
        const count = Math.max(0, Math.min(limit, 152 - offset));
        const task_instances = Array.from({ length: count }, (_, i) => ({
          ...page.task_instances[1],
          map_index: offset + i,
        }));
        return { ...page, task_instances };
      },
    });
    const tasks = await api.taskInstances("mapped", "test_1");
    expect(tasks.map(({ mapIndex }) => mapIndex)).toEqual(Array.from({ length: 152 }, (_, i) => i));
    expect(got.filter(({ name }) => name.endsWith("taskInstances"))).toHaveLength(2);
  });

  it("counts tasks that have ended without reading them", async () => {
    const { api, got } = await client({
      [`GET ${run}/taskInstances`]: ({ query }) => ({ task_instances: [], total_entries: query.has("state") ? 5 : 7 }),
    });
    expect(await api.progress("mixed", "test_1")).toEqual({ finished: 5, total: 7 });
    expect(got.at(-1)?.query.getAll("state")).toContain("upstream_failed");
  });

  it("reads tries, oldest first", async () => {
    const { api, got } = await client({
      [`GET ${run}/taskInstances/flaky/tries`]: recorded("tries") as object,
      [`GET ${run}/taskInstances/flaky/3/tries`]: recorded("tries") as object,
    });
    const tries = await api.tries({ dagId: "mixed", runId: "test_1", taskId: "flaky" });
    expect(tries.map(({ tryNumber, state, pid }) => [tryNumber, state, pid])).toEqual([
      [1, "failed", 30063],
      [2, "success", 30565],
    ]);
    await api.tries({ dagId: "mixed", runId: "test_1", taskId: "flaky", mapIndex: 3 });
    expect(got.at(-1)?.name).toContain("/flaky/3/tries");
  });

  it("names what of a task's address does not exist", async () => {
    const { api } = await client({
      "GET /api/v2/dags": recorded("dags") as object,
      "GET /api/v2/dags/mixed/dagRuns": { dag_runs: [recorded("run")], total_entries: 1 },
      [`GET ${run}/taskInstances`]: recorded("task-instances") as object,
      [`GET ${run}/taskInstances/korean/xcomEntries/retrun_value`]: [404, { detail: "XCom entry not found" }],
      [`GET ${run}/taskInstances/~/xcomEntries`]: recorded("xcoms") as object,
    });
    const task = { dagId: "mixed", runId: "test_1", taskId: "korean" };
    await expect(api.tries({ ...task, taskId: "korea" })).rejects.toThrow(
      'no task "korea" in the run "test_1"; did you mean "korean"?',
    );
    await expect(api.tries({ ...task, mapIndex: 0 })).rejects.toThrow(
      'no task "korean[0]" in the run "test_1"; did you mean "korean"?',
    );
    await expect(api.tries({ ...task, runId: "test_2" })).rejects.toThrow(
      'no run "test_2" of the DAG "mixed"; did you mean "test_1"?',
    );
    await expect(api.tries({ ...task, dagId: "mixd" })).rejects.toThrow('no DAG "mixd"; did you mean "mixed"?');
    await expect(api.log(task, 7)).rejects.toThrow('the task "korean" has no try 7');
    await expect(api.xcom(task, "retrun_value")).rejects.toThrow(
      'no XCom "retrun_value" of the task "korean"; did you mean',
    );
  });

  it("follows the tokens of a log that comes in parts, and stops where nothing is written yet", async () => {
    const part = (text: string, token: string | null) => ({
      content: text
        ? [{ event: text, timestamp: "2026-11-24T15:16:34Z" }]
        : [{ event: "::endgroup::", timestamp: null }],
      continuation_token: token,
    });
    const parts: Record<string, object> = { "": part("하나", "a"), a: part("둘", "b"), b: part("", "c") };
    const { api, got } = await client({
      [`GET ${run}/taskInstances/korean/logs/1`]: ({ query }) => parts[query.get("token") ?? ""],
    });
    const { lines } = await api.log({ dagId: "mixed", runId: "test_1", taskId: "korean" }, 1);
    expect(lines).toEqual(["하나", "둘"]);
    expect(got.slice(1).map(({ query }) => query.get("token"))).toEqual([null, "a", "b"]);
  });

  it("reads XComs as Python pushed them", async () => {
    const { api } = await client({
      [`GET ${run}/taskInstances/~/xcomEntries`]: recorded("xcoms") as object,
      [`GET ${run}/taskInstances/korean/xcomEntries/return_value`]: recorded("xcom") as object,
    });
    expect(await api.xcoms("mixed", "test_1")).toContainEqual({ taskId: "stop", mapIndex: -1, key: "skipmixin_key" });
    expect(await api.xcom({ dagId: "mixed", runId: "test_1", taskId: "korean" })).toEqual({
      이름: "값",
      n: 1.5,
      list: [1, null, true],
    });
  });
});

describe("answers", () => {
  it("may have more fields than are known", async () => {
    const { api } = await client({ [`GET ${run}`]: { ...(recorded("run") as object), brand_new: { deep: [1] } } });
    expect(await api.run("mixed", "test_1")).not.toHaveProperty("brand_new");
  });

  it("may leave out what is not needed", async () => {
    const { api } = await client({ [`GET ${run}`]: { dag_id: "mixed", dag_run_id: "test_1", state: "queued" } });
    expect(await api.run("mixed", "test_1")).toMatchObject({ state: "queued", start: null, conf: {} });
  });

  it("that make no sense are refused, naming the field", async () => {
    const dags = recorded("dags") as { dags: object[] };
    const { api } = await client({
      "GET /api/v2/dags": { ...dags, dags: [dags.dags[0], { ...dags.dags[1], dag_id: 7 }] },
    });
    await expect(api.dags()).rejects.toThrowErrorMatchingInlineSnapshot(`
      [ApiError: GET /api/v2/dags answered something unexpected
        observed  dags.1.dag_id: Invalid input: expected string, received number
        try       the Airflow version may not be one that is supported]
    `);
  });

  it("that are no JSON are refused", async () => {
    const { api } = await client({ "GET /api/v2/version": "<html>" as unknown as object });
    await expect(api.version()).rejects.toThrow("GET /api/v2/version answered something unexpected");
  });
});
