import { gib } from "../src/engine/resources.ts";
import { type Environment, NOISY } from "./environment.ts";
import type { BenchReport, ScenarioReport } from "./report.ts";
import type { Spread } from "./spread.ts";

/** The report for people, as a Markdown table with the environment below. */
export function renderReport({ environment, scenarios }: BenchReport): string {
  const reference = scenarios[0]?.reference.what ?? "reference";
  const rows = [["scenario", "airflow-testcontainers", reference, "ratio", "goal"], ...scenarios.map(cells)];
  const legend = scenarios.map(({ name, what }) => `- \`${name}\`: ${what}`);
  return [table(rows), "", "Median (smallest to largest).", "", ...legend, "", ...about(environment)].join("\n");
}

function cells({ name, ours, reference, ratio, goal }: ScenarioReport): string[] {
  return [name, range(ours, 1, " s"), range(reference, 1, " s"), range(ratio, 2), `<= ${goal}`];
}

function range({ median, min, max }: Spread, digits: number, unit = ""): string {
  const alone = `${median.toFixed(digits)}${unit}`;
  return min === max ? alone : `${alone} (${min.toFixed(digits)} to ${max.toFixed(digits)})`;
}

/** Columns as wide as their widest cell, the first to the left and the others to the right. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(" | ")} |`;
  const ruler = `| ${widths.map((width, column) => (column === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [line(head), ruler, ...body.map(line)].join("\n");
}

function about(environment: Environment): string[] {
  const { images, engine, busyBefore, workers, concurrency, runs } = environment;
  const noisy = busyBefore.max > NOISY ? "; others disturbed these figures" : "";
  return [
    `- ${environment.date}, ${runs} ${runs === 1 ? "run" : "runs"} of each, in pairs`,
    `- ${environment.cpus} CPUs (${environment.cpu}), ${gib(environment.memory)} of memory, Node ${environment.node}`,
    `- engine ${engine.version} (API ${engine.api}), ${environment.compose}`,
    `- Airflow ${environment.airflow}, ${workers} workers with ${concurrency} slots each, on both sides`,
    `- images ${images.airflow}, ${images.postgres}, ${images.rabbitmq}`,
    `- processors in use by others before each measurement: ${range(busyBefore, 0, " %")}${noisy}`,
  ];
}
