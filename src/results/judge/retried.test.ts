import { expect, it } from "vitest";
import { explainedRun, runningRun, runOf, task } from "../testing/sample-run.ts";
import { judgeRetried } from "./retried.ts";

it("holds for a task that was tried again", () => {
  const judged = judgeRetried(explainedRun(), { task: "collector_3" });
  expect(judged).toMatchObject({ ok: true, settled: true });
  expect(judged.message).toMatchInlineSnapshot(`
    "collector_3 of collect_logs manual__1 was retried once
      try 1  failed, 1.20 s, on worker-1
      try 2  failed, 4.50 s, on worker-2"
  `);
  expect(judgeRetried(explainedRun(), { task: "collector_3", times: 1 }).ok).toBe(true);
  expect(judgeRetried(explainedRun(), { task: "collector_1", times: 0 }).ok).toBe(true);
});

it("shows the tries that there were", () => {
  expect(judgeRetried(explainedRun(), { task: "collector_1" }).message).toMatchInlineSnapshot(`
    "collector_1 of collect_logs manual__1 should have been retried, but was not retried
      try 1  success, 4.20 s, on worker-1
      it is success; retries that it allows: 0"
  `);
  expect(judgeRetried(explainedRun(), { task: "collector_3", times: 2 }).message).toMatchInlineSnapshot(`
    "collector_3 of collect_logs manual__1 should have been retried 2 times, but was retried once
      try 1  failed, 1.20 s, on worker-1
      try 2  failed, 4.50 s, on worker-2
      it is failed; retries that it allows: 1"
  `);
});

it("looks at each instance of a mapped task", () => {
  const tasks = [0, 1].map((mapIndex) => task("load", [0, 1, 2], "w:1", { mapIndex, tryNumber: 1 + mapIndex }));
  expect(judgeRetried(runOf(tasks), { task: "load", times: 1 }).message).toMatchInlineSnapshot(`
    "load of collect_logs manual__1 was retried once
      load[0] try 1  success, 1.00 s, on w
      load[1] try 2  success, 1.00 s, on w"
  `);
  expect(judgeRetried(runOf(tasks), { task: "load[0]" }).ok).toBe(false);
});

it("is settled by a retry, a count only by the end", () => {
  const tasks = [task("load", [0, 1, null], "w:1", { state: "running", tryNumber: 2 })];
  const run = runningRun({ tasks });
  expect(judgeRetried(run, { task: "load" })).toMatchObject({ ok: true, settled: true });
  expect(judgeRetried(run, { task: "load", times: 1 })).toMatchObject({ ok: true, settled: false });
});

it("refuses counts that are none", () => {
  expect(() => judgeRetried(explainedRun(), { task: "collector_3", times: -1 })).toThrowErrorMatchingInlineSnapshot(
    `[HarnessError: times must be a whole number of at least 0, not -1]`,
  );
  expect(judgeRetried(explainedRun(), { task: "colector_3" })).toMatchObject({ ok: false, moot: true });
});
