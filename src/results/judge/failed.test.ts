import { expect, it } from "vitest";
import { explainedRun, pipelineRun, runningRun, runOf, task } from "../testing/sample-run.ts";
import { judgeFailed } from "./failed.ts";

it("holds for a run that failed at the task for the reason", () => {
  for (const message of [/no rows/, "ValueError", /in pop_logs$/]) {
    expect(judgeFailed(explainedRun(), { task: "collector_3", message })).toMatchObject({ ok: true, settled: true });
  }
  expect(judgeFailed(explainedRun(), { task: "collector_3", message: /no rows/ }).message).toMatchInlineSnapshot(`
    "collect_logs manual__1 failed at collector_3 with /no rows/
      collector_3  failed, try 2, on worker-2
        Traceback (most recent call last):
          ... 3 frames in airflow
          File "/opt/airflow/dags/mydags.py", line 31, in collect
          File "/opt/airflow/dags/func.py", line 12, in pop_logs
        ValueError: no rows in queue:logs
      upstream_failed: report"
  `);
});

it("does not hold for a run that succeeded, or goes on", () => {
  const good = runOf([task("extract", [0, 1, 3], "worker-1:41")]);
  expect(judgeFailed(good, { task: "extract" }).message).toMatchInlineSnapshot(
    `"collect_logs manual__1 should have failed at extract, but succeeded"`,
  );
  expect(judgeFailed(runningRun())).toMatchObject({ ok: false, settled: false });
  expect(judgeFailed(runningRun()).message).toMatchInlineSnapshot(`
    "collect_logs manual__1 should have failed, but is running: 1 of 3 tasks has ended
      success  extract
      running  transform
      not run  load"
  `);
});

it("shows what failed instead", () => {
  expect(judgeFailed(explainedRun(), { task: "collector_1" }).message).toMatchInlineSnapshot(`
    "collect_logs manual__1 should have failed at collector_1, but collector_1 was success
      collector_3  failed, try 2, on worker-2
        Traceback (most recent call last):
          ... 3 frames in airflow
          File "/opt/airflow/dags/mydags.py", line 31, in collect
          File "/opt/airflow/dags/func.py", line 12, in pop_logs
        ValueError: no rows in queue:logs
      upstream_failed: report"
  `);
});

it("shows the other reason", () => {
  expect(judgeFailed(explainedRun(), { message: "timeout" }).message).toMatchInlineSnapshot(`
    "collect_logs manual__1 should have failed with "timeout", but failed for another reason
      collector_3  failed, try 2, on worker-2
        Traceback (most recent call last):
          ... 3 frames in airflow
          File "/opt/airflow/dags/mydags.py", line 31, in collect
          File "/opt/airflow/dags/func.py", line 12, in pop_logs
        ValueError: no rows in queue:logs
      upstream_failed: report"
  `);
});

it("cannot judge a reason that was not read", () => {
  const judged = judgeFailed(pipelineRun(), { message: "timeout" });
  expect(judged).toMatchObject({ ok: false, moot: true });
  expect(judged.message).toMatchInlineSnapshot(
    `"collect_logs manual__1 should have failed with "timeout", but not every log of a failed task was read, and those that were do not say it"`,
  );
});

it("cannot judge a task that is not there", () => {
  const judged = judgeFailed(explainedRun(), { task: "colector_3" });
  expect(judged).toMatchObject({ ok: false, moot: true });
  expect(judged.message).toMatchInlineSnapshot(`
    "the task colector_3 of collect_logs manual__1 is not in the run; did you mean "collector_3"?
      its tasks: collector_1, collector_2, collector_3, if_exists_table, report, 수집기_4"
  `);
});
