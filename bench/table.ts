import { gib } from "../src/engine/resources.ts";
import { type Environment, NOISY } from "./environment.ts";
import { markdownTable } from "./markdown-table.ts";
import type { BenchReport, ScenarioReport } from "./report.ts";
import type { Spread } from "./spread.ts";

/** The report for people, as a Markdown table with the environment below. */
export function renderReport({ environment, scenarios }: BenchReport): string {
  const rows = [["scenario", "ours", "compared with", "ratio", "goal", "reached"], ...scenarios.map(cells)];
  const legend = scenarios.map(
    (one) => `- \`${one.name}\`: ${one.what}${"ratio" in one ? `; compared with ${one.reference.what}` : ""}`,
  );
  return [markdownTable(rows), "", "Median (smallest to largest).", "", ...legend, "", ...about(environment)].join(
    "\n",
  );
}

function cells(one: ScenarioReport): string[] {
  const { name, unit, ours, goal } = one;
  const amounts = [name, range(ours, ` ${unit}`)];
  if (!("ratio" in one)) return [...amounts, "", "", `<= ${goal} ${unit}`, reached(one, ours)];
  return [...amounts, range(one.reference, ` ${unit}`), range(one.ratio, "", 2), `<= ${goal}`, reached(one, one.ratio)];
}

function reached({ goal, stretch }: ScenarioReport, { median }: Spread): string {
  if (stretch !== undefined && median <= stretch) return `yes, and ${stretch}`;
  return median <= goal ? "yes" : "no";
}

function range({ median, min, max }: Spread, unit: string, digits = digitsFor(median)): string {
  const alone = `${median.toFixed(digits)}${unit}`;
  return min === max ? alone : `${alone} (${min.toFixed(digits)} to ${max.toFixed(digits)})`;
}

/** About three that count. */
function digitsFor(value: number): number {
  const size = Math.abs(value);
  return size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
}

function about(environment: Environment): string[] {
  const { images, engine, busyBefore, workers, concurrency, runs, pairs, compose } = environment;
  const noisy = busyBefore.max > NOISY ? "; others disturbed these figures" : "";
  return [
    `- ${environment.date}, ${counted(runs, "repetition")}${compose ? `, ${counted(pairs, "pair")} with docker compose` : ""}`,
    `- ${environment.cpus} CPUs (${environment.cpu}), ${gib(environment.memory)} of memory, Node ${environment.node}`,
    `- engine ${engine.version} (API ${engine.api})${compose ? `, ${compose}` : ""}`,
    `- Airflow ${environment.airflow}; \`ready-cold\` and what belongs to it with ${workers} workers of ${concurrency} slots each`,
    `- images ${images.airflow}, ${images.postgres}, ${images.rabbitmq}`,
    `- processors in use by others before each measurement: ${range(busyBefore, " %", 0)}${noisy}`,
  ];
}

function counted(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? "" : "s"}`;
}
