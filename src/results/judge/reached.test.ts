import { expect, it } from "vitest";
import type { RunState } from "../run-data.ts";
import { explainedRun, runningRun, runOf } from "../testing/sample-run.ts";
import { judgeReached } from "./reached.ts";

it("holds for the state, and for those that a run goes through before it", () => {
  const all: RunState[] = ["queued", "running", "success", "failed"];
  const reached = (run: Parameters<typeof judgeReached>[0]) => all.filter((state) => judgeReached(run, state).ok);
  expect(reached(runOf([], { state: "queued", start: null }))).toEqual(["queued"]);
  expect(reached(runningRun())).toEqual(["queued", "running"]);
  expect(reached(explainedRun())).toEqual(["queued", "running", "failed"]);
  expect(reached(runOf([], { state: "failed", start: null }))).toEqual(["queued", "failed"]);
  expect(judgeReached(runOf([]), "running").message).toBe("collect_logs manual__1 reached running, and succeeded");
});

it("is settled when it holds, or the run has ended", () => {
  expect(judgeReached(runningRun(), "running").settled).toBe(true);
  expect(judgeReached(runningRun(), "success").settled).toBe(false);
  expect(judgeReached(explainedRun(), "success").settled).toBe(true);
});

it("says what became of the run", () => {
  expect(judgeReached(explainedRun(), "success").message).toMatchInlineSnapshot(`
    "collect_logs manual__1 should have reached success, but failed
      collector_3  failed, try 2, on worker-2
        Traceback (most recent call last):
          ... 3 frames in airflow
          File "/opt/airflow/dags/mydags.py", line 31, in collect
          File "/opt/airflow/dags/func.py", line 12, in pop_logs
        ValueError: no rows in queue:logs
      upstream_failed: report"
  `);
  expect(judgeReached(runningRun(), "success").message).toMatchInlineSnapshot(`
    "collect_logs manual__1 should have reached success, but is running: 1 of 3 tasks has ended
      success  extract
      running  transform
      not run  load"
  `);
});

it("refuses states that runs do not have", () => {
  expect(() => judgeReached(runOf([]), "sucess" as RunState)).toThrowErrorMatchingInlineSnapshot(`
    [HarnessError: no run is ever "sucess"; did you mean "success"?
      expected  queued, running, success, failed]
  `);
});
