import { describe, expect, it } from "vitest";
import type { BootEvent } from "../../cluster/boot-graph.ts";
import { BootTrace } from "./boot-trace.ts";
import { criticalPath, criticalPathWords } from "./critical-path.ts";
import { traceDocument } from "./trace-events.ts";

const outline = [
  { name: "engine", needs: [] },
  { name: "postgres", needs: ["engine"] },
  { name: "rabbitmq", needs: ["engine"] },
  { name: "api-server", needs: ["engine", "postgres"] },
  { name: "worker-1", needs: ["postgres", "rabbitmq"] },
];
const events: BootEvent[] = [
  { type: "begin", step: "engine", at: 0 },
  { type: "end", step: "engine", at: 0.5 },
  { type: "begin", step: "postgres", at: 0.5 },
  { type: "begin", step: "rabbitmq", at: 0.5 },
  { type: "end", step: "postgres", at: 2 },
  { type: "begin", step: "api-server", at: 2 },
  { type: "saw", step: "api-server", at: 2.5, saw: "no answer" },
  { type: "end", step: "rabbitmq", at: 4 },
  { type: "begin", step: "worker-1", at: 4 },
  { type: "end", step: "worker-1", at: 7 },
  { type: "end", step: "api-server", at: 9.25 },
];

function traced(count = events.length): BootTrace {
  const trace = new BootTrace();
  trace.onSteps(outline, "c1");
  for (const event of events.slice(0, count)) trace.onEvent(event);
  return trace;
}

describe("the trace of a start", () => {
  it("has the critical path, in words too", () => {
    const { steps } = traced();
    expect(criticalPath(steps).map(({ name }) => name)).toEqual(["engine", "postgres", "api-server"]);
    expect(criticalPathWords(steps)).toBe("9.3 s: engine 0.5 s, postgres 1.5 s, api-server 7.3 s");
    expect(criticalPathWords([])).toBe("0.0 s: ");
  });

  it("becomes a document for trace viewers", () => {
    const usage = { "api-server": { cpuSeconds: 3.25, memoryBytes: 2 ** 20 * 190 } };
    const document = traceDocument("c1", traced().steps, usage);
    expect(document.traceEvents.filter(({ tid }) => tid === 0)).toMatchObject([
      { args: { name: "start of airflow-c1" } },
    ]);
    expect(document.traceEvents.filter(({ tid }) => tid === 4)).toEqual([
      { name: "thread_name", ph: "M", pid: 1, tid: 4, args: { name: "api-server" } },
      { name: "thread_sort_index", ph: "M", pid: 1, tid: 4, args: { sort_index: 3 } },
      {
        ...{ name: "api-server", ph: "X", pid: 1, tid: 4, ts: 2_000_000, dur: 7_250_000, cat: "step" },
        args: { needs: ["engine", "postgres"], onCriticalPath: true, cpuSeconds: 3.25, memoryMiB: 190 },
      },
      { name: "no answer", ph: "i", pid: 1, tid: 4, ts: 2_500_000, s: "t", cat: "wait" },
    ]);
  });

  it("tells what was cut off, of a start that failed", () => {
    const { steps } = traced(7);
    expect(steps.map(({ name, end, cut }) => [name, end, cut])).toEqual([
      ["engine", 0.5, false],
      ["postgres", 2, false],
      ["rabbitmq", 2.5, true],
      ["api-server", 2.5, true],
    ]);
    expect(traceDocument("c1", steps).traceEvents.find(({ ph, tid }) => ph === "X" && tid === 3)?.args).toMatchObject({
      cut: true,
    });
  });

  it("begins anew with a start that begins anew", () => {
    const trace = traced();
    trace.onSteps(outline, "c1");
    expect(trace.steps).toEqual([]);
  });
});
