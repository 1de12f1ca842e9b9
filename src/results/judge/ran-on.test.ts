import { expect, it } from "vitest";
import { idle, pipelineRun, runningRun, runOf, task } from "../testing/sample-run.ts";
import { judgeRanOn } from "./ran-on.ts";

it("holds where every task that a worker had ran there", () => {
  const judged = judgeRanOn(pipelineRun(), { queue: "default" });
  expect(judged).toMatchObject({ ok: true, settled: true });
  expect(judged.message).toMatchInlineSnapshot(
    `"all tasks of collect_logs manual__1 ran on queue default: if_exists_table, collector_1, collector_2, collector_3, 수집기_4"`,
  );
  expect(judgeRanOn(pipelineRun(), { worker: "worker-2", tasks: /^collector_[23]/ }).ok).toBe(true);
  expect(judgeRanOn(pipelineRun(), { worker: "worker-1", queue: "default", tasks: ["collector_1"] }).ok).toBe(true);
});

it("says where the others ran", () => {
  expect(judgeRanOn(pipelineRun(), { worker: "worker-2" }).message).toMatchInlineSnapshot(`
    "all tasks of collect_logs manual__1 should have run on worker worker-2, but 2 of 5 did not
      if_exists_table  on worker-1, queue default
      collector_1      on worker-1, queue default
      on worker worker-2: collector_2, collector_3, 수집기_4"
  `);
  const run = runOf([
    task("load", [0, 1, 2], "worker-1:41", { queue: "etl" }),
    task("clean", [2, 3, 4], "worker-2:38"),
  ]);
  expect(judgeRanOn(run, { queue: "etl" }).message).toMatchInlineSnapshot(`
    "all tasks of collect_logs manual__1 should have run on queue etl, but 1 of 2 did not
      clean  on worker-2, queue default
      on queue etl: load"
  `);
});

it("wants every task of a list", () => {
  expect(judgeRanOn(pipelineRun(), { queue: "default", tasks: ["report"] }).message).toMatchInlineSnapshot(`
    "the task report of collect_logs manual__1 should have run on queue default, but 1 of 1 did not
      report  not on a worker: upstream_failed"
  `);
});

it("never holds where nothing ran", () => {
  expect(judgeRanOn(runOf([idle("a", "skipped", 1)]), { queue: "default" }).message).toMatchInlineSnapshot(
    `"all tasks of collect_logs manual__1 should have run on queue default, but no worker ran any"`,
  );
  expect(judgeRanOn(pipelineRun(), { queue: "default", tasks: /^colector/ })).toMatchObject({ ok: false, moot: true });
});

it("is settled at the end of the run, or of the tasks of a list", () => {
  expect(judgeRanOn(runningRun(), { queue: "default" })).toMatchObject({ ok: true, settled: false });
  expect(judgeRanOn(runningRun(), { queue: "default", tasks: ["extract"] })).toMatchObject({ ok: true, settled: true });
  expect(judgeRanOn(runningRun(), { queue: "etl", tasks: ["transform"] })).toMatchObject({ ok: false, settled: false });
});

it("wants a place", () => {
  expect(() => judgeRanOn(pipelineRun(), {})).toThrowErrorMatchingInlineSnapshot(`
    [HarnessError: a place is a queue or a worker
      try       { queue: "default" }]
  `);
});
