import { Command, InvalidArgumentError } from "commander";
import { bench, DEFAULT_RUNS, LIMIT_SECONDS } from "./bench.ts";
import { runProgram, tell, wholeNumber } from "./command-line.ts";
import { type ScenarioName, scenarioNames, scenariosOf } from "./scenario.ts";
import { renderReport } from "./table.ts";

interface Options {
  readonly only?: readonly ScenarioName[];
  readonly runs?: number;
  readonly quick?: boolean;
  readonly json?: boolean;
}

await runProgram((signal) =>
  new Command("npm run bench --")
    .description("Measures this package, in part against the same images under docker compose")
    .option(
      "--only <scenario>",
      `measure one scenario and what belongs to it; may be given several times (${scenarioNames.join(", ")})`,
      named,
    )
    .option(
      "--runs <number>",
      `repetitions (default: ${DEFAULT_RUNS}, of pairs as many as fit in ${LIMIT_SECONDS / 60} minutes)`,
      wholeNumber,
    )
    .option("--quick", "one short repetition, which fails only where a scenario breaks")
    .option("--json", "print one JSON document on standard output")
    .action(async ({ only = scenarioNames, runs, quick, json }: Options) => {
      const report = await bench({ wanted: new Set(only), runs, quick, signal, tell });
      process.stdout.write(`${json ? JSON.stringify(report, undefined, 2) : renderReport(report)}\n`);
    }),
);

function named(text: string, before: readonly ScenarioName[] = []): ScenarioName[] {
  const scenarios = scenariosOf(text);
  if (scenarios.length > 0) return [...before, ...scenarios];
  throw new InvalidArgumentError(`There are ${scenarioNames.join(", ")}.`);
}
