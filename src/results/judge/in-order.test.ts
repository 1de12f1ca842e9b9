import { expect, it } from "vitest";
import { attempt, idle, pipelineRun, runningRun, runOf, task } from "../testing/sample-run.ts";
import { judgeInOrder } from "./in-order.ts";

const look = { width: 72 };

it("holds where each started after the one before had ended", () => {
  const judged = judgeInOrder(pipelineRun(), ["if_exists_table", "collector_1"], look);
  expect(judged).toMatchObject({ ok: true, settled: true });
  expect(judged.message).toMatchInlineSnapshot(`
    "if_exists_table, collector_1 ran one after the other

    ✗ collect_logs  failed in 5.90 s  manual__1

                      0 s        2 s        4 s       6 s
                      ├──────────┼──────────┼─────────┼─
    ✓ if_exists_table ░░██████▌                          1.20 s  worker-1:41
    ✓ collector_1              ░░▐██████████████████████ 4.20 s  worker-1:42

      at once           ███████  ███████████████████████ at most 1

    1 at once, first at 0.40 s, on 1 worker (worker-1), 1 process
    5.40 s of work in 5.90 s; in the queue 0.35 s on average, at most 0.40 s
      (if_exists_table)
    longest path: if_exists_table 1.20 s → collector_3 7.30 s"
  `);
});

it("says by how much they overlapped, and draws it", () => {
  const judged = judgeInOrder(pipelineRun(), ["collector_1", "collector_2"], look);
  expect(judged).toMatchObject({ ok: false, settled: true });
  expect(judged.message).toMatchInlineSnapshot(`
    "collect_logs manual__1 should have run collector_1, collector_2 one after the other, but collector_2 started 4.10 s before collector_1 had ended

    ✗ collect_logs  failed in 5.80 s  manual__1

                  0 s         2 s          4 s         6 s
                  ├───────────┼────────────┼───────────┼
    ✓ collector_1 ░░██████████████████████████           4.20 s  worker-1:42
    ✓ collector_2 ░░▐███████████████████████████████████ 5.70 s  worker-2:38

      at once      ▄███████████████████████████▄▄▄▄▄▄▄▄▄ at most 2
      worker-1     ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄          at most 1
      worker-2      ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄ at most 1

    2 at once, first at 0.40 s, on 2 workers (worker-1, worker-2), 2
      processes
    9.90 s of work in 5.80 s; in the queue 0.35 s on average, at most 0.40 s
      (collector_2)
    longest path: if_exists_table 1.20 s → collector_3 7.30 s"
  `);
});

it("names what did not run", () => {
  expect(judgeInOrder(pipelineRun(), ["collector_2", "collector_3", "report"], look).message).toMatchInlineSnapshot(`
    "collect_logs manual__1 should have run collector_2, collector_3, report one after the other, but
      collector_3 started 5.80 s before collector_2 had ended
      report did not run: upstream_failed

    ✗ collect_logs  failed in 7.30 s  manual__1

                  0 s           5 s
                  ├─────────────┼──────
    ✗ collector_3 ░▒▒▒   ░▐████████████ 4.50 s  worker-2:39  failed, try 2
    ✓ collector_2 ░████████████████     5.70 s  worker-2:38
    ⊘ report                                                 upstream failed

      at once     ▄████▄▄▄█████████▄▄▄▄ at most 2
      worker-1    ▄▄▄▄▄                 at most 1
      worker-2     ▄▄▄▄▄▄▄█████████▄▄▄▄ at most 2

    2 at once, first at 0.40 s, on 2 workers (worker-1, worker-2), 2
      processes
    11.4 s of work in 7.30 s; in the queue 0.40 s on average, at most 0.50 s
      (collector_3)
    longest path: if_exists_table 1.20 s → collector_3 7.30 s"
  `);
});

it("counts all tries and instances, and tasks that need no worker", () => {
  const retried = task("b", [4, 5, 6], "w:2", {
    tryNumber: 2,
    earlierTries: [attempt([0, 1, 2], "w:1", { state: "failed" })],
  });
  const mapped = [0, 1].map((i) => task("one", [0, 1 + i, 2 + i], "w:1", { mapIndex: i }));
  const run = runOf([task("a", [0, 3, 4], "w:1"), retried, ...mapped, { ...idle("join", "success", 3) }]);
  expect(judgeInOrder(run, ["a", "b"]).ok).toBe(false);
  expect(judgeInOrder(run, ["one", "join", "a"]).ok).toBe(true);
  expect(judgeInOrder(run, ["one[0]", "one[1]"]).ok).toBe(true);
});

it("is settled as soon as it cannot change any more", () => {
  expect(judgeInOrder(runningRun(), ["extract", "transform"])).toMatchObject({ ok: true, settled: true });
  expect(judgeInOrder(runningRun(), ["transform", "load"])).toMatchObject({ ok: false, settled: false });
  expect(judgeInOrder(runningRun(), ["transform", "extract"])).toMatchObject({ ok: false, settled: true });
});

it("refuses what is no order", () => {
  expect(() => judgeInOrder(pipelineRun(), ["collector_1"])).toThrowErrorMatchingInlineSnapshot(`
    [HarnessError: an order needs two tasks or more, each named once
      observed  collector_1]
  `);
  expect(judgeInOrder(pipelineRun(), ["collector_1", "reprot"])).toMatchObject({ ok: false, moot: true });
});
