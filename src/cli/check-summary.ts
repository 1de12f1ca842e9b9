import { styleText } from "node:util";
import type { CheckReport } from "../check/report.ts";
import type { CheckOutcome } from "../check/run-check.ts";
import { renderTimeline } from "../results/render/render-timeline.ts";

/** How the summary is drawn. */
export interface Look {
  readonly color: boolean;
  /** Bars and marks beyond ASCII. */
  readonly unicode: boolean;
  /** Columns. @default 100 */
  readonly width?: number;
}

/** What `check` prints: a line for everything that was looked at, the timeline of each run, and what failed. */
export function checkSummary(report: CheckReport, outcome: CheckOutcome, look: Look): string {
  const marks = look.unicode ? { good: "✓", bad: "✗" } : { good: "ok", bad: "FAILED" };
  const paint = (format: "green" | "red" | "bold", text: string) =>
    look.color ? styleText(format, text, { validateStream: false }) : text;
  const line = (good: boolean, text: string) =>
    `${good ? paint("green", marks.good) : paint("red", marks.bad)} ${text}`;
  const { airflow, boot, dags, importErrors, runs, tables, failures } = report;
  const failed = (...codes: string[]) => failures.some(({ code }) => codes.includes(code));
  const width = Math.max(0, ...dags.map(({ id }) => id.length));
  const restarts = Object.entries(outcome.restarts).map(([alias, count]) => `${alias} ${count}`);
  const lines = [
    line(
      !failed("executor"),
      `Airflow ${airflow.version} on ${airflow.executor}, ready after ${boot.seconds.toFixed(1)} s`,
    ),
    line(importErrors.length === 0, `${counted(dags.length, "DAG")}, ${counted(importErrors.length, "import error")}`),
    ...dags.map(
      ({ id, tasks, schedule }) =>
        `    ${id.padEnd(width)}  ${counted(tasks.length, "task")}, ${schedule ?? "no schedule"}`,
    ),
    ...outcome.notes.map((note) => `    ${note}`),
    ...runs.map(({ dag, state, seconds, parallel }) =>
      line(
        state === "success",
        `${dag} ${state} in ${seconds.toFixed(1)} s, at most ${parallel.max} at once on ${counted(parallel.workers, "worker")}`,
      ),
    ),
    ...outcome.runs.flatMap((run) => ["", renderTimeline(run, look), ""]),
    ...tables.map(({ sink, name, columns, rows, expectedRows }) =>
      line(
        rows === expectedRows,
        `table ${name} in ${sink} (${columns.join(", ")}): ${rows} rows, expected ${expectedRows}`,
      ),
    ),
    ...outcome.proofs.map(({ name, ok }) => line(ok, name)),
    ...(restarts.length > 0 ? [`  restarted: ${restarts.join(", ")}`] : []),
    ...(failures.length > 0 ? ["", ...failures.map(({ code, message }) => line(false, `${code}: ${message}`))] : []),
    "",
    paint("bold", report.ok ? "all held" : counted(failures.length, "failure")),
  ];
  return lines.join("\n");
}

function counted(count: number, noun: string): string {
  return `${count === 0 ? "no" : count} ${noun}${count === 1 ? "" : "s"}`;
}
