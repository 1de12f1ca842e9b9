import { expect, it } from "vitest";
import { explainedRun, idle, pipelineRun, runningRun, runOf, task } from "../testing/sample-run.ts";
import { judgeSucceeded } from "./succeeded.ts";

const good = () => runOf([task("extract", [0, 1, 3], "worker-1:41"), idle("notify", "skipped", 3)]);

it("holds for a run that succeeded", () => {
  expect(judgeSucceeded(good())).toEqual({
    ...{ ok: true, settled: true },
    message: "collect_logs manual__1 succeeded in 12.0 s: 2 tasks, 1 of them skipped",
  });
});

it("shows why the failed tasks failed, without the frames that are Airflow's own", () => {
  const { ok, settled, message } = judgeSucceeded(explainedRun());
  expect({ ok, settled }).toEqual({ ok: false, settled: true });
  expect(message).toMatchInlineSnapshot(`
    "collect_logs manual__1 should have succeeded, but failed
      collector_3  failed, try 2, on worker-2
        Traceback (most recent call last):
          ... 3 frames in airflow
          File "/opt/airflow/dags/mydags.py", line 31, in collect
          File "/opt/airflow/dags/func.py", line 12, in pop_logs
        ValueError: no rows in queue:logs
      upstream_failed: report"
  `);
});

it("names the failed tasks where their logs are not known", () => {
  expect(judgeSucceeded(pipelineRun()).message).toMatchInlineSnapshot(`
    "collect_logs manual__1 should have succeeded, but failed
      collector_3  failed, try 2, on worker-2
      upstream_failed: report"
  `);
});

it("is not settled before the end, and says how far it is", () => {
  const { ok, settled, message } = judgeSucceeded(runningRun());
  expect({ ok, settled }).toEqual({ ok: false, settled: false });
  expect(message).toMatchInlineSnapshot(`
    "collect_logs manual__1 should have succeeded, but is running: 1 of 3 tasks has ended
      running  transform
      not run  load"
  `);
});

it("looks at chosen tasks alone", () => {
  expect(judgeSucceeded(pipelineRun(), { tasks: ["collector_1"] }).ok).toBe(true);
  expect(judgeSucceeded(pipelineRun(), { tasks: ["collector_9"] })).toMatchObject({ ok: false, moot: true });
});

it("does not hold for a run that failed although its tasks did not", () => {
  expect(judgeSucceeded(runOf([], { state: "failed" })).message).toMatchInlineSnapshot(`
    "collect_logs manual__1 should have succeeded, but failed
      no task failed; a run also fails when its dagrun_timeout is over, or when somebody marks it as failed"
  `);
});

it("does not hold for a run that is a success although a task failed", () => {
  const run = runOf([
    task("load", [0, 1, 3], "worker-1:41", { state: "failed" }),
    task("clean", [3, 4, 5], "worker-1:41"),
  ]);
  expect(judgeSucceeded(run).message).toMatchInlineSnapshot(`
    "collect_logs manual__1 should have succeeded, but 1 task of it failed, although the run is a success
      load  failed, on worker-1"
  `);
});

it("lets many instances share a reason, and does not go on for ever", () => {
  const tasks = Array.from({ length: 60 }, (_, i) =>
    task("load", [0, 1, 2], "worker-1:41", { mapIndex: i, state: "failed" }),
  );
  const failures = tasks.map(({ taskId, mapIndex, tryNumber, hostname }) => ({
    ...{ taskId, mapIndex, tryNumber, hostname, log: [], traceback: null },
    message: mapIndex < 50 ? "KeyError: 'id'" : null,
  }));
  expect(judgeSucceeded(runOf(tasks, { state: "failed", failures })).message).toMatchInlineSnapshot(`
    "collect_logs manual__1 should have succeeded, but failed
      load[0]  failed, on worker-1
      load[1]  failed, on worker-1
      load[2]  failed, on worker-1
      load[3]  failed, on worker-1
      load[4]  failed, on worker-1
      and 45 more
        KeyError: 'id'
      load[50]  failed, on worker-1
      load[51]  failed, on worker-1
      load[52]  failed, on worker-1
      load[53]  failed, on worker-1
      load[54]  failed, on worker-1
      and 5 more
        its log is empty: it may have been killed before it wrote anything"
  `);
});

it("shows the last lines of a log that has no traceback", () => {
  const failed = task("fetch", [0, 1, 2], "worker-1:41", { state: "failed" });
  const log = Array.from({ length: 12 }, (_, i) => `line ${i + 1}`).concat(
    "\u001b[31mcurl: (7) Failed to connect\u001b[0m",
  );
  const failure = {
    taskId: "fetch",
    mapIndex: -1,
    tryNumber: 1,
    hostname: "worker-1",
    message: null,
    traceback: null,
    log,
  };
  expect(judgeSucceeded(runOf([failed], { state: "failed", failures: [failure] })).message).toMatchInlineSnapshot(`
    "collect_logs manual__1 should have succeeded, but failed
      fetch  failed, on worker-1
        no traceback; the last lines of its log:
          line 6
          line 7
          line 8
          line 9
          line 10
          line 11
          line 12
          curl: (7) Failed to connect"
  `);
});
