import { expect, it } from "vitest";
import { explainedRun, pipelineRun, runningRun, runOf, task } from "../testing/sample-run.ts";
import { judgeXCom } from "./xcom.ts";

it("holds for the value", () => {
  expect(judgeXCom(explainedRun(), { task: "collector_1", value: 42 })).toEqual({
    ...{ ok: true, settled: true },
    message: "the XCom return_value of collector_1 in collect_logs manual__1 is 42",
  });
  expect(judgeXCom(explainedRun(), { task: "collector_1", key: "batch", value: "a" }).ok).toBe(true);
});

it("shows a short difference in a line", () => {
  expect(judgeXCom(explainedRun(), { task: "collector_1", value: "42" }).message).toMatchInlineSnapshot(
    `"the XCom return_value of collector_1 in collect_logs manual__1: expected '42', is 42"`,
  );
});

it("shows a long difference line by line", () => {
  const value = { table: "logging", columns: ["time", "level", "ID"], rows: 300, checked: true };
  expect(judgeXCom(explainedRun(), { task: "if_exists_table", value }).message).toMatchInlineSnapshot(`
    "the XCom return_value of if_exists_table in collect_logs manual__1 differs

    - expected
    + is

      {
    -   checked: true,
        columns: [
          'time',
          'level',
    -     'ID'
    +     'id'
        ],
    -   rows: 300,
    +   rows: 0,
        table: 'logging'
      }"
  `);
});

it("lists the keys that there are", () => {
  expect(judgeXCom(explainedRun(), { task: "collector_1", key: "bach", value: "a" }).message).toMatchInlineSnapshot(`
    "the XCom bach of collector_1 in collect_logs manual__1 is not there; did you mean "batch"?
      its keys: return_value, batch"
  `);
});

it("names the tasks that pushed something where this one did not", () => {
  expect(judgeXCom(explainedRun(), { task: "collector_2", value: null }).message).toMatchInlineSnapshot(`
    "the XCom return_value of collector_2 in collect_logs manual__1 is not there; collector_2 pushed none and was success (a task that returns None pushes none)
      tasks with XComs: if_exists_table, collector_1"
  `);
});

it("takes the values of a mapped task as a list", () => {
  const tasks = [2, 10, 1].map((mapIndex) => task("load", [0, 1, 2], "w:1", { mapIndex }));
  const xcoms = {
    "load[1]": { return_value: "b" },
    "load[2]": { return_value: "c" },
    "load[10]": { return_value: "k" },
  };
  const run = runOf(tasks, { xcoms });
  expect(judgeXCom(run, { task: "load", value: ["b", "c", "k"] }).ok).toBe(true);
  expect(judgeXCom(run, { task: "load[2]", value: "c" }).ok).toBe(true);
});

it("cannot judge what was not read or is not there", () => {
  const unread = judgeXCom(pipelineRun(), { task: "collector_1", value: 42 });
  expect(unread).toMatchObject({ ok: false, moot: true });
  expect(unread.message).toMatchInlineSnapshot(`
    "the XCom return_value of collector_1 in collect_logs manual__1 is not known: the snapshot was taken without values
      run({ xcoms: true }) reads them"
  `);
  expect(judgeXCom(explainedRun(), { task: "colector_1", value: 42 })).toMatchObject({ ok: false, moot: true });
});

it("is settled when it holds, or the task has ended", () => {
  const run = runningRun({ xcoms: { extract: { return_value: 1 } } });
  expect(judgeXCom(run, { task: "extract", value: 2 })).toMatchObject({ ok: false, settled: true });
  expect(judgeXCom(run, { task: "transform", value: 2 })).toMatchObject({ ok: false, settled: false });
});
