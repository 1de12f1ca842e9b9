import { describe, expect, it } from "vitest";
import { inlineTests } from "../testing/inline-run.ts";
import { preamble } from "../testing/preamble.ts";

const { run, named, holds } = inlineTests(`${preamble}
describe("at once", { concurrent: true }, () => {
  const later = (ms) => new Promise((done) => setTimeout(done, ms));
  test("slow", async () => {
    await later(100);
    const run = liveRun(runningRun(), runningRun(), runningRun(), runOf([]));
    await expect(run).toSucceed();
  });
  test("quick", () => later(300));
});
let heldInHook = false;
beforeAll(async () => {
  await expect(liveRun(runningRun(), runOf([]))).toSucceed();
  heldInHook = true;
});
`);

describe("a live run", () => {
  it("is waited for", holds("await expect(liveRun(runningRun(), runningRun(), runOf([]))).toSucceed();"));
  it(
    "is judged when it has ended",
    holds(
      "const run = liveRun(runningRun(), explainedRun());\nawait expect(run).not.toSucceed();\nexpect(run.looks).toBe(2);",
    ),
  );
  it(
    "is judged earlier where nothing can change it any more",
    holds(
      'await expect(liveRun(runningRun())).toReach("running");\nawait expect(liveRun(runningRun())).toHaveTaskStates({ extract: "success" });',
    ),
  );
  it(
    "is read whole when the task has ended",
    holds('await expect(liveRun(runningRun(), explainedRun())).toHaveXCom("collector_1", 42);'),
  );
  it(
    "has logs while the task runs",
    holds(
      'const logs = { transform: [["row 1", "row 2"]] };\nawait expect(liveRun(runningRun({ logs }))).toHaveLogged("transform", "row 2");',
    ),
  );
  it(
    "is looked at once within 0",
    holds(
      "const run = liveRun(runningRun());\nawait expect(run).not.toSucceed({ within: 0 });\nexpect(run.looks).toBe(1);",
    ),
  );

  const ended = run("await expect(liveRun(runningRun(), explainedRun())).toReach('success');");
  it("ends the wait when it ends otherwise", () => {
    expect(ended().errors.map(({ message }) => message)).toMatchInlineSnapshot(`
      [
        "collect_logs manual__1 should have reached success, but failed
        collector_3  failed, try 2, on worker-2
          Traceback (most recent call last):
            ... 3 frames in airflow
            File "/opt/airflow/dags/mydags.py", line 31, in collect
            File "/opt/airflow/dags/func.py", line 12, in pop_logs
          ValueError: no rows in queue:logs
        upstream_failed: report",
      ]
    `);
  });
  const late = run("await expect(liveRun(runningRun())).toSucceed({ within: 700 });");
  it("says what it was at when the time is over", () => {
    expect(late().errors.map(({ message }) => message)).toMatchInlineSnapshot(`
      [
        "collect_logs manual__1 should have succeeded, but is running: 1 of 3 tasks has ended
        running  transform
        not run  load

      toSucceed() waited 0.70 s; { within: milliseconds } changes that",
      ]
    `);
  });
  const undecided = run("await expect(liveRun(runningRun())).not.toSucceed({ within: 700 });");
  it("does not hold with .not before it is decided", () => {
    expect(undecided().errors.map(({ message }) => message)).toMatchInlineSnapshot(`
      [
        ".not.toSucceed() is not decided: collect_logs manual__1 should have succeeded, but is running: 1 of 3 tasks has ended
        running  transform
        not run  load

      toSucceed() waited 0.70 s; { within: milliseconds } changes that",
      ]
    `);
  });
  const silent = run(
    "const run = { ...liveRun(), snapshot: async () => { throw new Error('connect ECONNREFUSED 127.0.0.1:8080'); } };\nawait expect(run).toSucceed({ within: 700 });",
  );
  it("says why nothing was seen", () => {
    expect(silent().errors.map(({ message }) => message)).toMatchInlineSnapshot(`
      [
        "toSucceed() saw nothing: connect ECONNREFUSED 127.0.0.1:8080

      toSucceed() waited 0.70 s; { within: milliseconds } changes that",
      ]
    `);
  });
  const blind = run(
    "let looks = 0;\nconst run = { ...liveRun(), snapshot: async () => { if (looks++ > 0) throw new Error('socket hang up'); return runningRun(); } };\nawait expect(run).toSucceed({ within: 1_200 });",
  );
  it("says what was last seen, and why nothing after that", () => {
    expect(blind().errors.map(({ message }) => message)).toMatchInlineSnapshot(`
      [
        "collect_logs manual__1 should have succeeded, but is running: 1 of 3 tasks has ended
        running  transform
        not run  load
      the last look failed: socket hang up

      toSucceed() waited 1.20 s; { within: milliseconds } changes that",
      ]
    `);
  });
  const wrong = run('await expect(liveRun(runningRun())).toSucceed({ within: "5 s" });');
  it("refuses a time that is none", () => {
    expect(wrong().errors.map(({ message }) => message)).toMatchInlineSnapshot(`
      [
        "toSucceed(): within: must be a number, not a string",
      ]
    `);
  });
});

describe("the end of the test", () => {
  const cut = run("await expect(liveRun(runningRun())).toSucceed();", { timeout: 900 });
  it("ends the wait by its signal, and the test says what was last seen", () => {
    const { state, errors } = cut();
    expect(state).toBe("failed");
    expect(errors.map(({ name }) => name)).toEqual(["TestTimeoutError", "Error"]);
    expect(errors[1]).toMatchInlineSnapshot(`
      {
        "line": "await expect(liveRun(runningRun())).toSucceed();",
        "message": "toSucceed() was still waiting when the test ended; last it saw:
      collect_logs manual__1 should have succeeded, but is running: 1 of 3 tasks has ended
        running  transform
        not run  load",
        "name": "Error",
      }
    `);
  });
  it("leaves no wait behind", holds("await new Promise((done) => setTimeout(done, 700));"));

  const forgotten = run("expect(explainedRun()).toSucceed();");
  const forgottenLive = run("expect(liveRun(runningRun())).toSucceed();");
  it("finds a promise that was not awaited", () => {
    expect(forgotten()).toMatchInlineSnapshot(`
      {
        "errors": [
          {
            "line": "expect(explainedRun()).toSucceed();",
            "message": "toSucceed() was not awaited: write \`await expect(…).toSucceed(…)\`",
            "name": "Error",
          },
        ],
        "state": "failed",
      }
    `);
    expect(forgottenLive().errors).toHaveLength(1);
  });
});

describe("beside the test function", () => {
  it("works in a hook, where there is no test", holds("expect(heldInHook).toBe(true);"));
  it("goes on waiting when another test that runs at once has ended", () => {
    expect(named("slow")).toEqual({ state: "passed", errors: [] });
  });
  it("works with the expect of the test context", holds("await context.expect(runOf([])).toSucceed();"));
  const own = run("const broken = () => null.id;\nawait expect(pipelineRun()).toHaveRunInParallel(broken);");
  it("leaves the place of an error in a function of the test", () => {
    expect(own()).toMatchInlineSnapshot(`
      {
        "errors": [
          {
            "line": "const broken = () => null.id;",
            "message": "Cannot read properties of null (reading 'id')",
            "name": "TypeError",
          },
        ],
        "state": "failed",
      }
    `);
  });
  it("works in a hook of the test's end", holds("context.onTestFinished(() => expect(runOf([])).toSucceed());"));
  it(
    "can be polled",
    holds("let looks = 0;\nawait expect.poll(() => (looks++ < 2 ? explainedRun() : runOf([]))).toSucceed();"),
  );
});

describe("a live thing that is no run", () => {
  it("is waited for", holds("await expect(database([], [{ id: 1 }])).toHaveRows('logging', 1);"));
  it(
    "is waited for with .not until it does not hold",
    holds("await expect(database([{ id: 1 }], [])).not.toHaveRows('logging', 1);"),
  );
  const late = run("await expect(database([{ id: 1 }])).toHaveRows('logging', 2, { within: 400 });");
  it("says what it was at when the time is over", () => {
    expect(late().errors.map(({ message }) => message)).toMatchInlineSnapshot(`
      [
        "logging has 1 row, not 2

      toHaveRows() waited 0.40 s; { within: milliseconds } changes that",
      ]
    `);
  });
  const still = run("await expect(database([{ id: 1 }])).not.toHaveRows('logging', 1, { within: 400 });");
  it("says with .not that it still holds", () => {
    expect(still().errors.map(({ message }) => message)).toMatchInlineSnapshot(`
      [
        ".not.toHaveRows() does not hold: logging has 1 row

      toHaveRows() waited 0.40 s; { within: milliseconds } changes that",
      ]
    `);
  });
});
