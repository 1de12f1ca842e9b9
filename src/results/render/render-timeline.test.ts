import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { idle, pipelineRun, runOf, task } from "../testing/sample-run.ts";
import { timeline } from "../timeline.ts";
import { renderTimeline } from "./render-timeline.ts";
import { columns } from "./text.ts";

const mapped = runOf([
  ...Array.from({ length: 150 }, (_, i) =>
    task("one", [0, 0.5 + i * 0.06, 0.9 + i * 0.06 + (i % 7) / 10], `worker-${1 + (i % 2)}:${40 + (i % 8)}`, {
      mapIndex: i,
    }),
  ),
  task("total", [10.5, 10.8, 11.6], "worker-1:40"),
]);

describe("renderTimeline", () => {
  it("draws a run", () => {
    expect(`\n${renderTimeline(pipelineRun())}`).toMatchInlineSnapshot(`
      "
      ✗ collect_logs  failed in 9.00 s  manual__1

                        0 s       2 s      4 s       6 s      8 s
                        ├─────────┼────────┼─────────┼────────┼──────
      ✓ if_exists_table ░░█████▌                                      1.20 s  worker-1:41
      ✓ collector_1             ░░████████████████████                4.20 s  worker-1:42
      ✗ collector_3             ░░▒▒▒▒▒▒     ░░▐█████████████████████ 4.50 s  worker-2:39  failed, try 2
      ✓ collector_2             ░░▐███████████████████████████        5.70 s  worker-2:38
      ✓ 수집기_4                ░░░░█████████████████                 3.60 s  worker-2:40
      ⊘ report                                                                             upstream failed

        at once          ▂▂▂▂▂▂▂  ▆█████▆▆▆▆▆▆▆███████▆▄▄▄▄▄▄▄▂▂▂▂▂▂▂ at most 4
        worker-1         ▂▂▂▂▂▂▂  ▄▄▄▄▄▄▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂               at most 2
        worker-2                  ▂▄▄▄▄▄▄▄▄▄▄▄▄▆▆▆▆▆▆▆▄▄▄▄▄▄▄▄▂▂▂▂▂▂▂ at most 3

      4 at once, first at 2.50 s, on 2 workers (worker-1, worker-2), 4 processes
      20.4 s of work in 9.00 s; in the queue 0.43 s on average, at most 0.70 s (수집기_4)
      longest path: if_exists_table 1.20 s → collector_3 7.30 s"
    `);
  });

  it("draws in ASCII", () => {
    expect(`\n${renderTimeline(pipelineRun(), { unicode: false, width: 80 })}`).toMatchInlineSnapshot(`
      "
      x collect_logs  failed in 9.00 s  manual__1

                        0 s          5 s
                        |------------|-----------
      + if_exists_table .####                     1.20 s  worker-1:41
      + collector_1          ############         4.20 s  worker-1:42
      x collector_3          ====  ..############ 4.50 s  worker-2:39  failed, try 2
      + collector_2          .###############     5.70 s  worker-2:38
      + 수집기_4             .##########          3.60 s  worker-2:40
      ! report                                                         upstream failed

        at once          111134443333444422222111 at most 4
        worker-1         1111222211111111         at most 2
        worker-2             12222222333322222111 at most 3

      4 at once, first at 2.50 s, on 2 workers (worker-1, worker-2), 4 processes
      20.4 s of work in 9.00 s; in the queue 0.43 s on average, at most 0.70 s
        (수집기_4)
      longest path: if_exists_table 1.20 s -> collector_3 7.30 s"
    `);
  });

  it("draws only what was chosen, from a run or its timeline", () => {
    const tasks = /^collector_[12]$/;
    expect(renderTimeline(pipelineRun(), { tasks, width: 60 })).toBe(
      renderTimeline(timeline(pipelineRun(), { tasks }), { width: 60 }),
    );
    expect(`\n${renderTimeline(pipelineRun(), { tasks, width: 60 })}`).toMatchInlineSnapshot(`
      "
      ✗ collect_logs  failed in 5.80 s  manual__1

                    0 s        2 s         4 s        6 s
                    ├──────────┼───────────┼──────────┼
      ✓ collector_1 ░▐████████████████████████          4.20 s
      ✓ collector_2 ░░▐████████████████████████████████ 5.70 s

        at once      ▄████████████████████████▄▄▄▄▄▄▄▄▄ at most 2
        worker-1     ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄          at most 1
        worker-2      ▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄ at most 1

      2 at once, first at 0.40 s, on 2 workers (worker-1,
        worker-2), 2 processes
      9.90 s of work in 5.80 s; in the queue 0.35 s on average, at
        most 0.40 s (collector_2)
      longest path: if_exists_table 1.20 s → collector_3 7.30 s"
    `);
  });

  it("draws many instances of a mapped task in one row", () => {
    expect(`\n${renderTimeline(mapped)}`).toMatchInlineSnapshot(`
      "
      ✓ collect_logs  success in 11.1 s  manual__1

                 0 s      2 s      4 s      6 s       8 s      10 s
                 ├────────┼────────┼────────┼─────────┼────────┼──────
      ✓ one[150]   ░▓▓███████████████████████████████████████▓▒░       1 min 44 s  2 workers    12 at once
      ✓ total                                                    ░▐███     0.80 s  worker-1:40

        at once    ▂▅▆███████████████████████████████████████▆▄▂  ▁▁▁▁ at most 12
        worker-1   ▂▃▃▄▅▅▄▄▅▅▄▄▅▅▄▄▅▅▄▄▅▅▄▅▅▅▄▅▅▄▄▅▅▄▄▅▅▄▄▅▅▄▃▂▁  ▁▁▁▁ at most 7
        worker-2   ▁▂▄▄▄▄▅▅▄▄▅▅▄▄▅▅▄▄▅▅▄▅▅▅▄▅▅▅▄▅▅▄▄▅▅▄▄▅▅▄▄▅▄▂▁       at most 7

      12 at once, first at 1.46 s, on 2 workers (worker-1, worker-2), 8 processes
      1 min 45 s of work in 11.1 s; in the queue 4.94 s on average, at most 9.44 s (one[149])"
    `);
    expect(`\n${renderTimeline(mapped, { unicode: false, width: 70 })}`).toMatchInlineSnapshot(`
      "
      + collect_logs  success in 11.1 s  manual__1

                 0 s             5 s            10 s
                 |---------------|--------------|----
      + one[150]  .+###########################+.     1 min 44 s  12 at once
      + total                                    .###     0.80 s

        at once   .+###########################+. ... at most 12
        worker-1  .--++-++++-++++-++-++++-++++--. ... at most 7
        worker-2  .---++-++-+-++-++++-++-+-++-+-.     at most 7

      12 at once, first at 1.46 s, on 2 workers (worker-1, worker-2), 8
        processes
      1 min 45 s of work in 11.1 s; in the queue 4.94 s on average, at most
        9.44 s (one[149])"
    `);
  });

  it("counts the rows that it leaves out", () => {
    const run = runOf(Array.from({ length: 9 }, (_, i) => task(`t_${i}`, [i, i, i + 1], "w:1")));
    expect(renderTimeline(run, { maxRows: 5 })).toContain("\n  … 5 more\n");
  });

  it("shows a run of which nothing ran yet", () => {
    const run = runOf([idle("a", null, 0), idle("b", "scheduled", 0)], { state: "running" });
    expect(`\n${renderTimeline(run)}`).toMatchInlineSnapshot(`
      "
      ▸ collect_logs  running  manual__1

      · a                                                                                        not run
      ◦ b                                                                                        scheduled

      no worker ran any of them"
    `);
    expect(renderTimeline(runOf([]))).toContain("no worker ran any of them");
  });

  it("shows what still runs", () => {
    const run = runOf([task("long", [0, 1, null], "worker-1:41", { state: "running" })], { state: "running" });
    expect(`\n${renderTimeline(run, { width: 60 })}`).toMatchInlineSnapshot(`
      "
      ▸ collect_logs  running in 11.0 s  manual__1

                 0 s           5 s           10 s
                 ├─────────────┼─────────────┼────
      ▸ long     ░░░██████████████████████████████ 11.0 s  running

        at once    ███████████████████████████████ at most 1

      1 at once, first at 1.00 s, on 1 worker (worker-1), 1
        process
      11.0 s of work in 11.0 s; in the queue 1.00 s on average, at
        most 1.00 s (long)"
    `);
  });

  it("writes control characters of ids and hosts out", () => {
    const run = runOf([task("evil\u001b[2J\n", [0, 1, 2], "host\r:1")], { dagId: "a\nb", runId: "\u202er" });
    const drawn = renderTimeline(run);
    expect(drawn).toContain("evil\\u001b[2J\\n");
    expect(drawn.split("\n")[0]).toBe("✓ a\\nb  success in 1.00 s  \\u202er");
    for (const character of ["\u001b", "\r", "\u202e"]) expect(drawn).not.toContain(character);
  });

  it("colours without changing what is drawn", () => {
    for (const run of [pipelineRun(), mapped]) {
      const coloured = renderTimeline(run, { color: true });
      expect(coloured).toContain("\u001b[32m");
      expect(stripVTControlCharacters(coloured)).toBe(renderTimeline(run));
    }
  });

  it.each([40, 41, 60, 72, 100, 200])("stays within %d columns and leaves no blanks at line ends", (width) => {
    const long = task("아주_긴_이름의_태스크_".repeat(5), [0, 1, 2], `${"worker".repeat(9)}:12345`, {
      ...{ state: "up_for_retry", tryNumber: 12 },
    });
    for (const run of [
      pipelineRun(),
      mapped,
      runOf([long]),
      runOf([long], { dagId: "다그".repeat(60), runId: "r".repeat(90) }),
    ]) {
      for (const unicode of [true, false]) {
        for (const line of renderTimeline(run, { width, unicode }).split("\n")) {
          expect(columns(line)).toBeLessThanOrEqual(width);
          expect(line).toBe(line.trimEnd());
        }
      }
    }
  });
});
