import type { ContainerUsage } from "../../containers/container-usage.ts";
import type { TracedStep } from "./boot-trace.ts";
import { criticalPath } from "./critical-path.ts";

/**
 * An event of the trace format that Perfetto (https://ui.perfetto.dev) and chrome://tracing read; times in microseconds.
 * https://docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU
 */
interface TraceEvent {
  readonly name: string;
  /** `X` a span, `i` a moment, `M` a name. */
  readonly ph: "X" | "i" | "M";
  readonly pid: number;
  readonly tid: number;
  readonly ts?: number;
  readonly dur?: number;
  /** Of a moment: that it belongs to its row. */
  readonly s?: "t";
  readonly cat?: string;
  readonly args?: Readonly<Record<string, unknown>>;
}

/** What is written to the file. */
export interface TraceDocument {
  readonly displayTimeUnit: "ms";
  readonly traceEvents: readonly TraceEvent[];
}

/**
 * The trace of a start: a row for each step, and what it waited for in it.
 * @param usage of the containers, each of which has the name of its step
 */
export function traceDocument(
  id: string,
  steps: readonly TracedStep[],
  usage: Readonly<Record<string, ContainerUsage>> = {},
): TraceDocument {
  const critical = new Set(criticalPath(steps).map(({ name }) => name));
  const pid = 1;
  const events = steps.flatMap((step, index): TraceEvent[] => {
    const { name, start, end, needs, waits, cut } = step;
    const row = { pid, tid: index + 1 };
    const used = usage[name];
    const args = {
      ...{ needs, onCriticalPath: critical.has(name) },
      ...(cut && { cut }),
      ...(used && { cpuSeconds: rounded(used.cpuSeconds), memoryMiB: rounded(used.memoryBytes / 2 ** 20) }),
    };
    return [
      { name: "thread_name", ph: "M", ...row, args: { name } },
      { name: "thread_sort_index", ph: "M", ...row, args: { sort_index: index } },
      { name, ph: "X", ...row, ts: micros(start), dur: micros(end) - micros(start), cat: "step", args },
      ...waits.map(({ at, saw }): TraceEvent => ({ name: saw, ph: "i", ...row, ts: micros(at), s: "t", cat: "wait" })),
    ];
  });
  const title: TraceEvent = { name: "process_name", ph: "M", pid, tid: 0, args: { name: `start of airflow-${id}` } };
  return { displayTimeUnit: "ms", traceEvents: [title, ...events] };
}

function micros(seconds: number): number {
  return Math.round(seconds * 1e6);
}

function rounded(number: number): number {
  return Math.round(number * 1000) / 1000;
}
