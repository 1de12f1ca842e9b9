import { expect, it } from "vitest";
import { explainedRun, pipelineRun, runningRun, runOf, task } from "../testing/sample-run.ts";
import { judgeLogged } from "./logged.ts";

it("holds for a text in any try", () => {
  const judged = judgeLogged(explainedRun(), { task: "collector_3", text: "no answer" });
  expect(judged).toMatchObject({ ok: true, settled: true });
  expect(judged.message).toMatchInlineSnapshot(`
    "collector_3 of collect_logs manual__1 logged "no answer"
      collector_3, try 1
        line 2: no answer from queue:logs"
  `);
  expect(judgeLogged(explainedRun(), { task: "collector_1", text: /^\d+ logs popped$/ }).ok).toBe(true);
  expect(judgeLogged(explainedRun(), { task: "collector_3", text: /in pop_logs\nValueError/ }).ok).toBe(true);
});

it("shows the last lines of the log", () => {
  expect(judgeLogged(explainedRun(), { task: "collector_1", text: "200 logs" }).message).toMatchInlineSnapshot(`
    "collector_1 of collect_logs manual__1 did not log "200 logs"
      collector_1, try 1, 3 lines
        collector_1 begins
        300 logs popped
        Done. Returned value was: 42"
  `);
  const log = Array.from({ length: 40 }, (_, i) => `line ${i + 1}`);
  const run = runOf([task("a", [0, 1, 2], "w:1")], { logs: { a: [log] } });
  expect(judgeLogged(run, { task: "a", text: "line 41" }).message).toMatchInlineSnapshot(`
    "a of collect_logs manual__1 did not log "line 41"
      a, try 1, last 15 of 40 lines
        line 26
        line 27
        line 28
        line 29
        line 30
        line 31
        line 32
        line 33
        line 34
        line 35
        line 36
        line 37
        line 38
        line 39
        line 40"
  `);
});

it("shows a few of many lines that have it", () => {
  const log = Array.from({ length: 40 }, (_, i) => `line ${i + 1}`);
  const run = runOf([task("a", [0, 1, 2], "w:1")], { logs: { a: [log] } });
  expect(judgeLogged(run, { task: "a", text: /line/g }).message).toMatchInlineSnapshot(`
    "a of collect_logs manual__1 logged /line/g
      a, try 1
        line 1: line 1
        line 2: line 2
        line 3: line 3
        line 4: line 4
        line 5: line 5
        and 35 lines more"
  `);
});

it("says that a task which did not run has no log", () => {
  expect(judgeLogged(explainedRun(), { task: "report", text: "x" }).message).toMatchInlineSnapshot(
    `"report of collect_logs manual__1 did not log "x"; it has no log and is upstream_failed"`,
  );
});

it("looks at the end of a failed task's log where no more was read, and cannot judge what is not there", () => {
  const run = explainedRun({ logs: null });
  expect(judgeLogged(run, { task: "collector_3", text: /no rows/ }).ok).toBe(true);
  const judged = judgeLogged(run, { task: "collector_3", text: "no answer" });
  expect(judged).toMatchObject({ ok: false, moot: true });
  expect(judged.message).toMatchInlineSnapshot(`
    "whether collector_3 of collect_logs manual__1 logged "no answer" is not known: it is not in the last lines that were read
      collector_3, try 2, 9 lines
        collector_3 begins
        Task failed with exception
        Traceback (most recent call last):
          File "/usr/local/lib/python3.12/site-packages/airflow/sdk/execution_time/task_runner.py", line 1676, in run
          File "/usr/local/lib/python3.12/site-packages/airflow/sdk/execution_time/task_runner.py", line 2125, in _execute_task
          File "/usr/local/lib/python3.12/site-packages/airflow/providers/standard/operators/python.py", line 229, in execute
          File "/opt/airflow/dags/mydags.py", line 31, in collect
          File "/opt/airflow/dags/func.py", line 12, in pop_logs
        ValueError: no rows in queue:logs
      run({ logs: true }) reads them whole"
  `);
});

it("cannot judge what was not read or is not there", () => {
  const unread = judgeLogged(pipelineRun(), { task: "collector_1", text: "popped" });
  expect(unread).toMatchObject({ ok: false, moot: true });
  expect(unread.message).toMatchInlineSnapshot(`
    "whether collector_1 of collect_logs manual__1 logged "popped" is not known: the snapshot was taken without logs
      run({ logs: true }) reads them whole"
  `);
  expect(judgeLogged(explainedRun(), { task: "colector_1", text: "popped" })).toMatchObject({ ok: false, moot: true });
});

it("is settled when the task has ended", () => {
  const run = runningRun({ logs: { transform: [["begins"]] } });
  expect(judgeLogged(run, { task: "transform", text: "ends" })).toMatchObject({ ok: false, settled: false });
  expect(judgeLogged(run, { task: "transform", text: "begins" })).toMatchObject({ ok: true, settled: true });
});
