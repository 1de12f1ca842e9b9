import { describe, expect, it } from "vitest";
import { HarnessError } from "../../base/harness-error.ts";
import { pipelineRun, runOf, task } from "../testing/sample-run.ts";
import { judgeParallel } from "./parallel.ts";

const oneByOne = runOf([
  task("collector_1", [0, 1, 3], "worker-1:41"),
  task("collector_2", [0, 3, 5], "worker-1:41"),
  task("collector_3", [0, 5, 7], "worker-1:41"),
]);

describe("judgeParallel", () => {
  it("holds where enough ran at once on enough workers", () => {
    expect(judgeParallel(pipelineRun(), { tasks: /^collector_/, atLeast: 3, workers: 2 })).toMatchObject({
      ok: true,
      max: 3,
      workers: 2,
      message: "3 ran at once on 2 workers",
    });
  });

  it("shows the timeline where they ran one by one", () => {
    const { ok, max, message } = judgeParallel(oneByOne, { tasks: /^collector_/, atLeast: 2 }, { width: 72 });
    expect({ ok, max }).toEqual({ ok: false, max: 1 });
    expect(message).toMatchInlineSnapshot(`
      "tasks matching /^collector_/ should have run at least 2 at once, but ran at most 1, on 1 worker

      ✓ collect_logs  success in 6.00 s  manual__1

                    0 s        2 s        4 s        6 s
                    ├──────────┼──────────┼──────────┼────
      ✓ collector_1 ░░░░░▐██████████▌                      2.00 s  worker-1:41
      ✓ collector_2 ░░░░░░░░░░░░░░░░▐██████████            2.00 s  worker-1:41
      ✓ collector_3 ░░░░░░░░░░░░░░░░░░░░░░░░░░░███████████ 2.00 s  worker-1:41

        at once          █████████████████████████████████ at most 1

      1 at once, first at 1.00 s, on 1 worker (worker-1), 1 process
      6.00 s of work in 6.00 s; in the queue 3.00 s on average, at most 5.00 s
        (collector_3)"
    `);
  });

  it("wants the workers at the same moment", () => {
    const run = runOf([
      task("a", [0, 1, 3], "worker-1:41"),
      task("b", [0, 1, 3], "worker-1:42"),
      task("c", [0, 4, 5], "worker-2:38"),
    ]);
    expect(judgeParallel(run, { atLeast: 2, workers: 2 }).ok).toBe(false);
    expect(judgeParallel(run, { atLeast: 2, workers: 2 }).message).toContain(
      "all tasks should have run at least 2 at once on 2 workers, but ran at most 2, on 1 worker\n",
    );
    expect(judgeParallel(run, { atLeast: 2 }).ok).toBe(true);
  });

  it("takes any moment with enough on enough workers, not only the highest", () => {
    const run = runOf([
      task("a", [0, 1, 3], "worker-1:41"),
      task("b", [0, 1, 3], "worker-1:42"),
      task("c", [0, 1, 3], "worker-1:43"),
      task("d", [0, 4, 6], "worker-1:41"),
      task("e", [0, 4, 6], "worker-2:38"),
    ]);
    expect(judgeParallel(run, { atLeast: 2, workers: 2 }).ok).toBe(true);
  });

  it("never holds for tasks that do not exist", () => {
    expect(judgeParallel(oneByOne, { tasks: /^colector_/, atLeast: 1 })).toMatchObject({
      ok: false,
      message:
        "tasks matching /^colector_/: none in collect_logs manual__1; its tasks: collector_1, collector_2, collector_3",
    });
  });

  it("measures without judging where nothing is wanted", () => {
    expect(judgeParallel(oneByOne, { tasks: /./, atLeast: 0 })).toMatchObject({ ok: true, max: 1, workers: 1 });
    expect(judgeParallel(runOf([]), { atLeast: 0 })).toMatchObject({ ok: true, max: 0, workers: 0 });
  });

  it("refuses counts that are none", () => {
    expect(() => judgeParallel(oneByOne, { atLeast: 1.5 })).toThrow(HarnessError);
    expect(() => judgeParallel(oneByOne, { workers: -1 })).toThrow(
      "workers must be a whole number of at least 0, not -1",
    );
  });
});
