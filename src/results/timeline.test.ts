import { describe, expect, it } from "vitest";
import { at, idle, pipelineRun, runOf, task } from "./testing/sample-run.ts";
import { timeline } from "./timeline.ts";

describe("timeline", () => {
  it("finds how much ran at once, when, and where", () => {
    const line = timeline(pipelineRun());
    expect(line.max).toBe(4);
    expect(line.maxAt).toBe(at(2.5));
    expect(line.atMax).toEqual({
      labels: ["collector_3", "collector_1", "collector_2", "수집기_4"],
      workers: ["worker-1", "worker-2"],
      processes: ["worker-1:42", "worker-1:43", "worker-2:38", "worker-2:40"],
    });
    expect(line.processes).toHaveLength(6);
    expect(line.span).toBeCloseTo(9);
    expect(line.busy).toBeCloseTo(20.4);
    expect(line.overlap).toBeCloseTo(5.8);
    expect(line.notRun).toEqual([{ label: "report", state: "upstream_failed" }]);
  });

  it("looks at the chosen tasks only", () => {
    const line = timeline(pipelineRun(), { tasks: ["collector_1", "collector_2"] });
    expect(line.max).toBe(2);
    expect(line.from).toBe(at(1.8));
    expect(line.to).toBe(at(7.9));
    expect(line.attempts.map(({ label, queued, start, end }) => [label, queued, start, end])).toEqual([
      ["collector_1", 0, 0.3, 4.5],
      ["collector_2", 0, 0.4, 6.1],
    ]);
  });

  it("knows for how long all of them ran, only if all did", () => {
    expect(timeline(pipelineRun(), { tasks: ["collector_1", "collector_2"] }).allAtOnce).toBeCloseTo(4.1);
    expect(timeline(pipelineRun(), { tasks: ["if_exists_table", "collector_1"] }).allAtOnce).toBe(0);
    expect(timeline(pipelineRun(), { tasks: ["collector_1", "report"] }).allAtOnce).toBe(0);
  });

  it("measures the time in the queue", () => {
    const { waiting } = timeline(pipelineRun());
    expect(waiting.total).toBeCloseTo(2.6);
    expect(waiting.mean).toBeCloseTo(2.6 / 6);
    expect(waiting.longest?.label).toBe("수집기_4");
    expect(waiting.longest?.seconds).toBeCloseTo(0.7);
  });

  it("is empty, and no error, where nothing ran", () => {
    expect(timeline(runOf([idle("a", "skipped", 1)]))).toMatchObject({
      ...{ from: null, to: null, span: 0, busy: 0, max: 0, maxAt: null, overlap: 0, attempts: [], workers: [] },
      waiting: { total: 0, mean: 0, longest: null },
    });
    expect(timeline(runOf([])).max).toBe(0);
  });

  it("is plain frozen data", () => {
    const line = timeline(pipelineRun());
    expect(JSON.parse(JSON.stringify(line))).toEqual(line);
    expect(Object.isFrozen(line.attempts[0])).toBe(true);
  });

  it("counts thousands of instances", () => {
    const tasks = Array.from({ length: 5_000 }, (_, i) =>
      task("one", [0, i, i + 10], `worker-${i % 4}:${i % 16}`, { mapIndex: i }),
    );
    const line = timeline(runOf(tasks, { downstream: { one: [] } }));
    expect(line.max).toBe(10);
    expect(line.attempts).toHaveLength(5_000);
    expect(line.atMax.workers).toHaveLength(4);
    expect(line.atMax.processes).toHaveLength(10);
    expect(line.criticalPath).toEqual([{ label: "one[4999]", seconds: 10, waited: 0 }]);
  });
});
