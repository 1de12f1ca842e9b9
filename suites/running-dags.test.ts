import { fileURLToPath } from "node:url";
import { judgeStates, judgeSucceeded } from "airflow-testcontainers";
import { describe, expect, it } from "vitest";
import { ownCluster } from "./support/own-cluster.ts";

const cluster = ownCluster({ dags: fileURLToPath(new URL("./running-dags/dags", import.meta.url)) });
const dag = (id: string) => cluster().dag(id);

describe("a run is a snapshot that holds", () => {
  it("XComs of every kind that JSON can say, of mapped tasks too", async () => {
    const run = await dag("values").run({ conf: { 묶음: [300, null] } });
    expect(run).toMatchObject({ state: "success", conf: { 묶음: [300, null] }, failures: [], logs: null });
    expect(run.xcoms).toEqual({
      report: {
        nothing: null,
        conf: { 묶음: [300, null] },
        return_value: { 이름: "값", numbers: [1, 2.5, null, true], nested: { deep: [] } },
      },
      "double[0]": { return_value: 2 },
      "double[1]": { return_value: 4 },
      "double[2]": { return_value: 6 },
    });
    expect(JSON.parse(JSON.stringify(run))).toEqual(run);
  });

  it("why a task failed: message, traceback and last lines of its log", async () => {
    const run = await dag("failing").run();
    expect(judgeStates(run, { charge: "failed", receipt: "upstream_failed" })).toMatchObject({ ok: true });
    expect(run.failures).toEqual([
      {
        ...{ taskId: "charge", mapIndex: -1, tryNumber: 1, hostname: "worker-1" },
        message: "ValueError: 카드 승인이 거절되었습니다",
        traceback: expect.stringMatching(/^Traceback .*failing\.py", line 12, in charge\nValueError: 카드 승인이/s),
        log: expect.arrayContaining(["about to charge", "ValueError: 카드 승인이 거절되었습니다"]),
      },
    ]);
  });

  it("earlier tries, and logs of all of them where they are asked for", async () => {
    const run = await dag("flaky").run({ logs: true });
    expect(run).toMatchObject({ state: "success", xcoms: { connect: { return_value: 2 } } });
    expect(run.tasks[0]).toMatchObject({ tryNumber: 2, earlierTries: [{ tryNumber: 1, state: "failed" }] });
    const [first, second, ...more] = run.logs?.connect ?? [];
    expect(first).toEqual(expect.arrayContaining(["try 1", "ConnectionError: not yet"]));
    expect(second).toContain("try 2");
    expect(more).toEqual([]);
  });

  it.each([
    ["left", "right"],
    ["right", "left"],
  ])("the way %s that a branch took, and what it skipped", async (way, other) => {
    const run = await dag("branching").run({ conf: { way } });
    const states = { choose: "success", [way]: "success", [other]: "skipped", join: "success" };
    expect(judgeStates(run, states)).toMatchObject({ ok: true });
    expect(run.xcoms).toEqual({ choose: { skipmixin_key: { followed: [way] } } });
  });
});

describe("a run that goes on", () => {
  it("is waited for until it runs, looked at, and let go", async () => {
    const run = await dag("waiting").trigger({ runId: "gate_1", logicalDate: new Date("2026-05-01T09:00:00+09:00") });
    expect(await run.waitFor("running")).toMatchObject({ state: "running", logicalDate: "2026-05-01T00:00:00Z" });
    await expect.poll(() => run.task("gate").state(), { timeout: 60_000 }).toBe("running");
    expect((await run.snapshot()).tasks).toMatchObject([{ taskId: "gate", state: "running", end: null }]);
    await cluster().api.setVariable(run.runId, "go");
    expect((await run.waitFor("success")).xcoms).toEqual({ gate: { return_value: "let through" } });
  });

  it("is stopped, and a wait for its success ends at once", async () => {
    const run = await dag("waiting").trigger();
    await run.waitFor("running");
    await run.stop();
    await expect(run.waitFor("success")).rejects.toMatchObject({ code: "AT_TIMEOUT", parts: { observed: "failed" } });
    expect((await run.finished()).state).toBe("failed");
  });

  it("says what it is at where the time is over", async () => {
    const run = await dag("waiting").trigger();
    const error = run.finished({ within: 2_000 });
    await expect(error).rejects.toMatchObject({ code: "AT_TIMEOUT", parts: { expected: "success or failed" } });
    await run.stop();
  });
});

describe("a task of a run", () => {
  it("has its state, tries, log and XComs", async () => {
    const run = await dag("flaky").trigger({ note: "세 번째" });
    await run.finished();
    const task = run.task("connect");
    expect(await task.state()).toBe("success");
    expect((await task.tries()).map(({ state }) => state)).toEqual(["failed", "success"]);
    expect((await task.log()).lines).toContain("try 2");
    expect((await task.log(1)).lines).toContain("try 1");
    expect(await task.xcom()).toBe(2);
    expect((await cluster().api.run(run.dagId, run.runId)).note).toBe("세 번째");
  });

  // #region handles
  it("runs again after a failure, alone", async () => {
    const run = await dag("heals").trigger();
    expect(await run.finished()).toMatchObject({ state: "failed", xcoms: { before: { return_value: 1 } } });
    expect(await run.clear({ onlyFailed: true })).toEqual(["wobbly"]);
    expect(await run.waitFor("success")).toMatchObject({
      xcoms: { before: { return_value: 1 }, wobbly: { return_value: 2 } },
      failures: [],
    });
    // #endregion
  });

  it("runs again with all that comes after it", async () => {
    const run = await dag("heals").trigger();
    await run.finished();
    expect(await run.task("before").clear()).toEqual(["before", "wobbly"]);
    expect((await run.finished()).xcoms).toEqual({ before: { return_value: 2 }, wobbly: { return_value: 2 } });
  });

  it("fails again where nothing has changed (control)", async () => {
    const run = await dag("failing").trigger();
    await run.finished();
    expect(await run.clear()).toEqual(["charge", "receipt"]);
    const again = await run.finished();
    expect(again.failures).toMatchObject([{ taskId: "charge", tryNumber: 2 }]);
    const { ok, message } = judgeSucceeded(again);
    expect(ok).toBe(false);
    expect(message).toContain("charge  failed, try 2, on worker-1");
  });
});

describe("a backfill", () => {
  const days = ["2024-05-01", "2024-05-02", "2024-05-03"];
  const range = { from: new Date("2024-05-01"), to: new Date("2024-05-03") };

  it("has a run for each day, and again where that is asked for", async () => {
    const first = await (await dag("daily").backfill({ ...range, conf: { 왜: "빠졌다" } })).finished();
    expect(first.map(({ state, type, xcoms }) => ({ state, type, value: xcoms?.day?.return_value }))).toEqual(
      days.map((day) => ({ state: "success", type: "backfill", value: { day, conf: { 왜: "빠졌다" } } })),
    );
    await expect(dag("daily").backfill(range)).rejects.toThrow("every moment has one already");
    const again = await dag("daily").backfill({ ...range, to: range.from, reprocess: "completed" });
    expect((await again.finished()).map(({ tasks }) => tasks[0]?.tryNumber)).toEqual([2]);
  });

  it("is refused for a DAG without schedule, and for moments the wrong way round", async () => {
    await expect(dag("values").backfill(range)).rejects.toThrow("does not support backfills");
    const backwards = { from: range.to, to: range.from };
    await expect(dag("daily").backfill(backwards)).rejects.toMatchObject({ code: "AT_USAGE" });
  });
});

describe("a DAG", () => {
  it("is paused and unpaused; a run of a paused one is refused and not left behind", async () => {
    await expect(dag("asleep").run()).rejects.toMatchObject({
      code: "AT_USAGE",
      what: expect.stringMatching(/paused/),
    });
    expect(await cluster().api.runs("asleep")).toEqual([]);
    await dag("asleep").unpause();
    expect((await dag("asleep").run()).xcoms).toEqual({ wake: { return_value: "awake" } });
    await dag("asleep").pause();
    expect(await dag("asleep").details()).toMatchObject({ paused: true, file: "paused.py" });
    await expect(dag("asleep").trigger()).rejects.toMatchObject({ code: "AT_USAGE" });
  });

  it("has tasks and next runs", async () => {
    expect((await dag("branching").tasks()).map(({ id }) => id)).toEqual(["choose", "join", "left", "right"]);
    expect(await dag("daily").nextRuns(2)).toEqual([expect.stringMatching(/T00:00:00/), expect.any(String)]);
  });

  it("of a test carries its note, and the test is told of each run", async () => {
    const told: string[] = [];
    const mine = cluster().forTest({ note: () => "running-dags", onTriggered: ({ runId }) => void told.push(runId) });
    const { dagId, runId } = await mine.dag("branching").run();
    expect(told).toEqual([runId]);
    expect((await cluster().api.run(dagId, runId)).note).toBe("running-dags");
    expect(await cluster().api.deleteRun(dagId, runId)).toBe(true);
  });
});

describe("what is not there", () => {
  it("a DAG whose file cannot be imported: at once, with file and traceback", async () => {
    // Longer than any test may take.
    const error = dag("broken_orders").run({ parsedWithin: 3_600_000 });
    await expect(error).rejects.toMatchObject({
      code: "AT_IMPORT_ERROR",
      what: expect.stringContaining("broken.py: ModuleNotFoundError: No module named 'warehouse'"),
      parts: { evidence: expect.stringMatching(/Traceback.*broken\.py", line 4.*ModuleNotFoundError/s) },
    });
    expect((await dag("broken_orders").importErrors()).map(({ file }) => file)).toEqual(["broken.py"]);
    expect(await dag("values").importErrors()).toEqual([]);
    await expect(dag("broken_orders").details()).rejects.toMatchObject({ code: "AT_NOT_FOUND" });
  });

  it("a DAG: its nearest neighbour is named", async () => {
    const valuez = dag("valuez");
    for (const ask of [() => valuez.run(), () => valuez.tasks(), () => valuez.pause(), () => valuez.parsed()]) {
      await expect(ask()).rejects.toMatchObject({
        ...{ code: "AT_NOT_FOUND", what: 'there is no DAG "valuez"; did you mean "values"?' },
      });
    }
  });

  it("a task, an instance, a try, an XCom", async () => {
    const run = await dag("values").trigger();
    await run.finished();
    await expect(run.task("double", 7).log()).rejects.toThrow('no task "double[7]"');
    await expect(run.clear({ tasks: ["doubel"] })).rejects.toThrow('did you mean "double"?');
    await expect(run.task("reprot").xcom()).rejects.toThrow('did you mean "report"?');
    await expect(run.task("double").state()).rejects.toThrow("is mapped");
    await expect(run.task("report").log(7)).rejects.toThrow('the task "report" has no try 7');
    await expect(run.task("report").xcom("nothin")).rejects.toThrow('did you mean "nothing"?');
  });

  it("is there as soon as its file is repaired (control)", async () => {
    const repair =
      "sed -i /warehouse/d /opt/airflow/dags/broken.py; sed -i s/orders\\(\\)/pass/ /opt/airflow/dags/broken.py";
    await cluster().component("dag-processor").container.exec(["sh", "-c", repair]);
    const parsed = () =>
      dag("broken_orders")
        .parsed()
        .then(
          ({ file }) => file,
          ({ code }) => code,
        );
    await expect.poll(parsed, { timeout: 120_000, interval: 500 }).toBe("broken.py");
  });
});
