import { describe, expect, it } from "vitest";
import { inlineTests } from "../../testing/inline-run.ts";
import { preamble } from "../../testing/preamble.ts";

const { says, holds } = inlineTests(preamble);

describe("toHaveRunInParallel", () => {
  const failed = says("await expect(pipelineRun()).toHaveRunInParallel(/^collector_/, { atLeast: 4, workers: 2 });");
  it("shows the timeline", () => {
    expect(failed()).toMatchInlineSnapshot(`
      "tasks matching /^collector_/ should have run at least 4 at once on 2 workers, but ran at most 3, on 2 workers

      ✗ collect_logs  failed in 7.30 s  manual__1

                    0 s          2 s           4 s          6 s
                    ├────────────┼─────────────┼────────────┼──────────
      ✓ collector_1 ░░████████████████████████████                      4.20 s  worker-1:42
      ✗ collector_3 ░░▒▒▒▒▒▒▒▒       ░░░░██████████████████████████████ 4.50 s  worker-2:39  failed, try 2
      ✓ collector_2 ░░▐██████████████████████████████████████           5.70 s  worker-2:38

        at once       █████████▆▆▆▆▆▆▆▆▆███████████▆▆▆▆▆▆▆▆▆▆▃▃▃▃▃▃▃▃▃▃ at most 3
        worker-1      ▆▆▆▆▆▆▆▆▆▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃                     at most 2
        worker-2      ▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▃▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▆▃▃▃▃▃▃▃▃▃▃ at most 2

      3 at once, first at 0.40 s, on 2 workers (worker-1, worker-2), 3 processes
      15.6 s of work in 7.30 s; in the queue 0.38 s on average, at most 0.50 s (collector_3)
      longest path: if_exists_table 1.20 s → collector_3 7.30 s"
    `);
  });
  const not = says('await expect(pipelineRun()).not.toHaveRunInParallel(["collector_1", "collector_2"]);');
  it("shows with .not the timeline as well", () => {
    expect(not()).toMatchInlineSnapshot(`
      ".not.toHaveRunInParallel() does not hold: 2 ran at once on 2 workers

      ✗ collect_logs  failed in 5.80 s  manual__1

                    0 s        1 s        2 s       3 s        4 s        5 s        6 s
                    ├──────────┼──────────┼─────────┼──────────┼──────────┼──────────┼
      ✓ collector_1 ░░░█████████████████████████████████████████████▌                  4.20 s  worker-1:42
      ✓ collector_2 ░░░░▐█████████████████████████████████████████████████████████████ 5.70 s  worker-2:38

        at once        ▄█████████████████████████████████████████████▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄ at most 2
        worker-1       ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄                  at most 1
        worker-2        ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄ at most 1

      2 at once, first at 0.40 s, on 2 workers (worker-1, worker-2), 2 processes
      9.90 s of work in 5.80 s; in the queue 0.35 s on average, at most 0.40 s (collector_2)
      longest path: if_exists_table 1.20 s → collector_3 7.30 s"
    `);
  });
  it("holds", holds("await expect(pipelineRun()).toHaveRunInParallel(/^collector_/, { atLeast: 3, workers: 2 });"));
});

describe("toHaveRunInOrder", () => {
  const failed = says(
    'await expect(pipelineRun()).toHaveRunInOrder(["if_exists_table", "collector_1", "collector_2"]);',
  );
  it("shows by how much they overlapped", () => {
    expect(failed()).toMatchInlineSnapshot(`
      "collect_logs manual__1 should have run if_exists_table, collector_1, collector_2 one after the other, but collector_2 started 4.10 s before collector_1 had ended

      ✗ collect_logs  failed in 7.50 s  manual__1

                        0 s             2 s            4 s             6 s
                        ├───────────────┼──────────────┼───────────────┼──────────────
      ✓ if_exists_table ░░░█████████▌                                                  1.20 s  worker-1:41
      ✓ collector_1                   ░░▐████████████████████████████████▌             4.20 s  worker-1:42
      ✓ collector_2                   ░░░▐████████████████████████████████████████████ 5.70 s  worker-2:38

        at once            ▄▄▄▄▄▄▄▄▄▄   ▄█████████████████████████████████▄▄▄▄▄▄▄▄▄▄▄▄ at most 2
        worker-1           ▄▄▄▄▄▄▄▄▄▄   ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄             at most 1
        worker-2                         ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄ at most 1

      2 at once, first at 2.20 s, on 2 workers (worker-1, worker-2), 2 processes
      11.1 s of work in 7.50 s; in the queue 0.37 s on average, at most 0.40 s (if_exists_table)
      longest path: if_exists_table 1.20 s → collector_3 7.30 s"
    `);
  });
  const not = says('await expect(pipelineRun()).not.toHaveRunInOrder(["if_exists_table", "collector_1"]);');
  it("shows with .not the timeline as well", () => {
    expect(not()).toMatchInlineSnapshot(`
      ".not.toHaveRunInOrder() does not hold: if_exists_table, collector_1 ran one after the other

      ✗ collect_logs  failed in 5.90 s  manual__1

                        0 s       1 s       2 s       3 s      4 s       5 s       6 s
                        ├─────────┼─────────┼─────────┼────────┼─────────┼─────────┼──
      ✓ if_exists_table ░░░░███████████▌                                               1.20 s  worker-1:41
      ✓ collector_1                      ░░░▐█████████████████████████████████████████ 4.20 s  worker-1:42

        at once            █████████████    ██████████████████████████████████████████ at most 1

      1 at once, first at 0.40 s, on 1 worker (worker-1), 1 process
      5.40 s of work in 5.90 s; in the queue 0.35 s on average, at most 0.40 s (if_exists_table)
      longest path: if_exists_table 1.20 s → collector_3 7.30 s"
    `);
  });
});

describe("toHaveRunOn", () => {
  const failed = says('await expect(pipelineRun()).toHaveRunOn({ worker: "worker-2", tasks: /^collector_/ });');
  it("says where the others ran", () => {
    expect(failed()).toMatchInlineSnapshot(`
      "tasks matching /^collector_/ of collect_logs manual__1 should have run on worker worker-2, but 1 of 3 did not
        collector_1  on worker-1, queue default
        on worker worker-2: collector_2, collector_3"
    `);
  });
  const not = says('await expect(pipelineRun()).not.toHaveRunOn({ queue: "default" });');
  it("says with .not where they ran", () => {
    expect(not()).toMatchInlineSnapshot(
      `".not.toHaveRunOn() does not hold: all tasks of collect_logs manual__1 ran on queue default: if_exists_table, collector_1, collector_2, collector_3, 수집기_4"`,
    );
  });
  const mistyped = says('await expect(pipelineRun()).toHaveRunOn({ quue: "default" });');
  it("names the nearest option", () => {
    expect(mistyped()).toMatchInlineSnapshot(`"toHaveRunOn(): unknown option "quue"; did you mean "queue"?"`);
  });
});

describe("toHaveXCom", () => {
  const failed = says(
    'await expect(explainedRun()).toHaveXCom("if_exists_table", { table: "logging", columns: ["time", "id"], rows: 300 });',
  );
  it("shows what differs", () => {
    expect(failed()).toMatchInlineSnapshot(`
      "the XCom return_value of if_exists_table in collect_logs manual__1 differs

      - expected
      + is

        {
          "columns": [
            "time",
      +     "level",
            "id",
          ],
      -   "rows": 300,
      +   "rows": 0,
          "table": "logging",
        }"
    `);
  });
  const not = says('await expect(explainedRun()).not.toHaveXCom("collector_1", expect.any(Number));');
  it("shows with .not the value", () => {
    expect(not()).toMatchInlineSnapshot(
      `".not.toHaveXCom() does not hold: the XCom return_value of collector_1 in collect_logs manual__1 is 42"`,
    );
  });
  const unread = says('await expect(pipelineRun()).not.toHaveXCom("collector_1", 42);');
  it("says with .not as well that values were not read", () => {
    expect(unread()).toMatchInlineSnapshot(`
      "the XCom return_value of collector_1 in collect_logs manual__1 is not known: the snapshot was taken without values
        run({ xcoms: true }) reads them"
    `);
  });
  it(
    "takes asymmetric matchers",
    holds('await expect(explainedRun()).toHaveXCom("collector_1", expect.closeTo(42.001));'),
  );
  it("takes a key", holds('await expect(explainedRun()).toHaveXCom("collector_1", "a", { key: "batch" });'));
});

describe("toHaveRetried", () => {
  const failed = says('await expect(explainedRun()).toHaveRetried("collector_3", { times: 2 });');
  it("shows the tries", () => {
    expect(failed()).toMatchInlineSnapshot(`
      "collector_3 of collect_logs manual__1 should have been retried 2 times, but was retried once
        try 1  failed, 1.20 s, on worker-1
        try 2  failed, 4.50 s, on worker-2
        it is failed; retries that it allows: 1"
    `);
  });
  const not = says('await expect(explainedRun()).not.toHaveRetried("collector_3");');
  it("shows with .not the tries", () => {
    expect(not()).toMatchInlineSnapshot(`
      ".not.toHaveRetried() does not hold: collector_3 of collect_logs manual__1 was retried once
        try 1  failed, 1.20 s, on worker-1
        try 2  failed, 4.50 s, on worker-2"
    `);
  });
  const wrong = says('await expect(explainedRun()).toHaveRetried("collector_3", 2);');
  it("refuses a number in the place of the options", () => {
    expect(wrong()).toMatchInlineSnapshot(`"toHaveRetried(): must be an object, not a number"`);
  });
});

describe("toHaveLogged", () => {
  const failed = says('await expect(explainedRun()).toHaveLogged("collector_1", "200 logs popped");');
  it("shows the last lines of the log", () => {
    expect(failed()).toMatchInlineSnapshot(`
      "collector_1 of collect_logs manual__1 did not log "200 logs popped"
        collector_1, try 1, 3 lines
          collector_1 begins
          300 logs popped
          Done. Returned value was: 42"
    `);
  });
  const not = says('await expect(explainedRun()).not.toHaveLogged("collector_3", /no (answer|rows)/);');
  it("shows with .not the lines", () => {
    expect(not()).toMatchInlineSnapshot(`
      ".not.toHaveLogged() does not hold: collector_3 of collect_logs manual__1 logged /no (answer|rows)/
        collector_3, try 1
          line 2: no answer from queue:logs
        collector_3, try 2
          line 9: ValueError: no rows in queue:logs"
    `);
  });
  const unread = says('await expect(pipelineRun()).toHaveLogged("collector_1", "popped");');
  it("says how logs are read", () => {
    expect(unread()).toMatchInlineSnapshot(`
      "whether collector_1 of collect_logs manual__1 logged "popped" is not known: the snapshot was taken without logs
        run({ logs: true }) reads them whole"
    `);
  });
});
