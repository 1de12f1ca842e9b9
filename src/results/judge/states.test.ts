import { expect, it } from "vitest";
import { explainedRun, idle, pipelineRun, runningRun, runOf, task } from "../testing/sample-run.ts";
import { judgeStates } from "./states.ts";

it("holds for the states that are named", () => {
  const judged = judgeStates(pipelineRun(), { collector_1: "success", collector_3: ["failed", "skipped"] });
  expect(judged).toMatchObject({ ok: true, settled: true });
  expect(judged.message).toMatchInlineSnapshot(`
    "collect_logs manual__1 failed; 2 tasks as named
      ✓ collector_1  success
      ✓ collector_3  failed"
  `);
});

it("has a line for each task", () => {
  const expected = { collector_1: "success", collector_3: "success", report: null, repport: ["success", "skipped"] };
  const judged = judgeStates(explainedRun(), expected);
  expect(judged.ok).toBe(false);
  expect(judged.message).toMatchInlineSnapshot(`
    "collect_logs manual__1 failed; 3 of 4 tasks not as expected
      ✓ collector_1  success
      ✗ collector_3  expected success, is failed, try 2, on worker-2: ValueError: no rows in queue:logs
      ✗ report       expected not run, is upstream_failed
      ✗ repport      is not in the run; did you mean "report"?
      its tasks: collector_1, collector_2, collector_3, if_exists_table, report, 수집기_4"
  `);
});

it("counts the instances of a mapped task", () => {
  const load = (mapIndex: number, state: string) => task("load", [0, 1, 2], "worker-1:41", { mapIndex, state });
  const run = runOf([load(0, "success"), load(1, "success"), load(2, "failed"), load(10, "failed")]);
  expect(judgeStates(run, { load: "success", "load[1]": "success" }).message).toMatchInlineSnapshot(`
    "collect_logs manual__1 succeeded; 2 of 4 tasks not as expected
      ✓ load      success, 2 of 4 instances
      ✗ load[2]   expected success, is failed, on worker-1
      ✗ load[10]  expected success, is failed, on worker-1
      ✓ load[1]   success"
  `);
});

it("takes null for what nothing ran, at the end only", () => {
  const run = runOf([idle("report", null, 0)]);
  expect(judgeStates(run, { report: null })).toMatchObject({ ok: true, settled: true });
  expect(judgeStates(runningRun(), { load: null })).toMatchObject({ ok: true, settled: false });
  expect(judgeStates(runningRun(), { extract: "success" })).toMatchObject({ ok: true, settled: true });
  expect(judgeStates(runningRun(), { load: "success" })).toMatchObject({ ok: false, settled: false });
});

it("cannot judge tasks that are not there", () => {
  expect(judgeStates(pipelineRun(), { repport: "success" })).toMatchObject({ ok: false, moot: true });
});
