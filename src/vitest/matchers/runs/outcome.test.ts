import { describe, expect, it } from "vitest";
import { inlineTests } from "../../testing/inline-run.ts";
import { preamble } from "../../testing/preamble.ts";

const { run, says, holds } = inlineTests(preamble);

describe("toSucceed", () => {
  const failed = says("await expect(explainedRun()).toSucceed();");
  it("shows why tasks failed", () => {
    expect(failed()).toMatchInlineSnapshot(`
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
  const not = says('await expect(runOf([task("extract", [0, 1, 3], "worker-1:41")])).not.toSucceed();');
  it("shows with .not what succeeded", () => {
    expect(not()).toMatchInlineSnapshot(
      `".not.toSucceed() does not hold: collect_logs manual__1 succeeded in 12.0 s: 1 task"`,
    );
  });
  it("holds", holds('await expect(runOf([task("extract", [0, 1, 3], "worker-1:41")])).toSucceed();'));
  it("holds with .not", holds("await expect(explainedRun()).not.toSucceed();"));
  it(
    "takes a snapshot that went through JSON",
    holds("await expect(JSON.parse(JSON.stringify(runOf([])))).toSucceed();"),
  );
});

describe("toFail", () => {
  const other = says('await expect(explainedRun()).toFail({ task: "collector_3", message: /timeout/ });');
  it("shows the other reason", () => {
    expect(other()).toMatchInlineSnapshot(`
      "collect_logs manual__1 should have failed at collector_3 with /timeout/, but failed for another reason
        collector_3  failed, try 2, on worker-2
          Traceback (most recent call last):
            ... 3 frames in airflow
            File "/opt/airflow/dags/mydags.py", line 31, in collect
            File "/opt/airflow/dags/func.py", line 12, in pop_logs
          ValueError: no rows in queue:logs
        upstream_failed: report"
    `);
  });
  const not = says('await expect(explainedRun()).not.toFail({ task: "collector_3" });');
  it("shows with .not how it failed", () => {
    expect(not()).toMatchInlineSnapshot(`
      ".not.toFail() does not hold: collect_logs manual__1 failed at collector_3
        collector_3  failed, try 2, on worker-2
          Traceback (most recent call last):
            ... 3 frames in airflow
            File "/opt/airflow/dags/mydags.py", line 31, in collect
            File "/opt/airflow/dags/func.py", line 12, in pop_logs
          ValueError: no rows in queue:logs
        upstream_failed: report"
    `);
  });
  it("holds", holds('await expect(explainedRun()).toFail({ task: "collector_3", message: "no rows" });'));
  it("holds with .not", holds("await expect(explainedRun()).not.toFail({ message: 'timeout' });"));
});

describe("toReach", () => {
  const failed = says('await expect(pipelineRun()).toReach("success");');
  it("shows what became of the run", () => {
    expect(failed()).toMatchInlineSnapshot(`
      "collect_logs manual__1 should have reached success, but failed
        collector_3  failed, try 2, on worker-2
        upstream_failed: report"
    `);
  });
  const not = says('await expect(pipelineRun()).not.toReach("running");');
  it("says with .not that it did", () => {
    expect(not()).toMatchInlineSnapshot(
      `".not.toReach() does not hold: collect_logs manual__1 reached running, and failed"`,
    );
  });
  const mistyped = says('await expect(pipelineRun()).toReach("succes");');
  it("names the nearest state", () => {
    expect(mistyped()).toMatchInlineSnapshot(`
      "no run is ever "succes"; did you mean "success"?
        expected  queued, running, success, failed"
    `);
  });
});

describe("toHaveTaskStates", () => {
  const failed = says(
    'await expect(explainedRun()).toHaveTaskStates({ collector_1: "success", collector_3: "success", repport: null });',
  );
  it("has a line for each task", () => {
    expect(failed()).toMatchInlineSnapshot(`
      "collect_logs manual__1 failed; 2 of 3 tasks not as expected
        ✓ collector_1  success
        ✗ collector_3  expected success, is failed, try 2, on worker-2: ValueError: no rows in queue:logs
        ✗ repport      is not in the run; did you mean "report"?
        its tasks: collector_1, collector_2, collector_3, if_exists_table, report, 수집기_4"
    `);
  });
  const not = says('await expect(explainedRun()).not.toHaveTaskStates({ collector_3: ["failed", "skipped"] });');
  it("shows with .not the states", () => {
    expect(not()).toMatchInlineSnapshot(`
      ".not.toHaveTaskStates() does not hold: collect_logs manual__1 failed; 1 task as named
        ✓ collector_3  failed"
    `);
  });
  const unknown = says('await expect(explainedRun()).not.toHaveTaskStates({ repport: "success" });');
  it("does not hold with .not for a task that is not there", () => {
    expect(unknown()).toMatchInlineSnapshot(`
      "collect_logs manual__1 failed; 1 of 1 task not as expected
        ✗ repport  is not in the run; did you mean "report"?
        its tasks: collector_1, collector_2, collector_3, if_exists_table, report, 수집기_4"
    `);
  });
});

describe("what is no run", () => {
  const wrong = [
    says("await expect(3).toSucceed();"),
    says("await expect(undefined).not.toSucceed();"),
    says("await expect(Promise.resolve(runOf([]))).toSucceed();"),
    says('await expect({ id: "hello", state: "success" }).toReach("success");'),
    says("await expect(new Map()).toFail();"),
  ];
  it("is named in one sentence", () => {
    expect(wrong.map((message) => message())).toMatchInlineSnapshot(`
      [
        "toSucceed() judges a run: what dag.run() or dag.trigger() gives; got a number",
        "toSucceed() judges a run: what dag.run() or dag.trigger() gives; got undefined",
        "toSucceed() judges a run: what dag.run() or dag.trigger() gives; got a promise: await it first",
        "toReach() judges a run: what dag.run() or dag.trigger() gives; got an object with the keys id, state",
        "toFail() judges a run: what dag.run() or dag.trigger() gives; got an object of the class Map",
      ]
    `);
  });
});

describe("the expect of vitest", () => {
  const prefixed = says('await expect(runOf([], { state: "failed" }), "the nightly run").toSucceed();');
  it("puts a message of the test first", () => {
    expect(prefixed()).toMatchInlineSnapshot(`
      "the nightly run: collect_logs manual__1 should have succeeded, but failed
        no task failed; a run also fails when its dagrun_timeout is over, or when somebody marks it as failed"
    `);
  });
  const soft = run(
    "await expect.soft(pipelineRun()).toSucceed();\nawait expect.soft(pipelineRun()).toReach('success');",
  );
  it("goes on after a soft one", () => {
    expect(soft().errors.map(({ line }) => line)).toEqual([
      "await expect.soft(pipelineRun()).toSucceed();",
      "await expect.soft(pipelineRun()).toReach('success');",
    ]);
  });
  it("resolves a promise", holds("await expect(Promise.resolve(runOf([]))).resolves.toSucceed();"));
  it(
    "judges several at once",
    holds("await Promise.all([expect(runOf([])).toSucceed(), expect(pipelineRun()).not.toSucceed()]);"),
  );
});
