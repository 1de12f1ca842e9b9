import { Command, Option } from "commander";
import { bench, DEFAULT_RUNS, LIMIT_SECONDS } from "./bench.ts";
import { runProgram, tell, wholeNumber } from "./command-line.ts";
import { type ScenarioName, scenarioNames } from "./scenario.ts";
import { renderReport } from "./table.ts";

await runProgram((signal) =>
  new Command("npm run bench --")
    .description("Measures this package against the same images under docker compose, with Airflow's quick-start file")
    .addOption(new Option("--only <scenario>", "measure one scenario").choices(scenarioNames))
    .option(
      "--runs <number>",
      `pairs of measurements (default: ${DEFAULT_RUNS}, or as many as fit in ${LIMIT_SECONDS / 60} minutes)`,
      wholeNumber,
    )
    .option("--json", "print one JSON document on standard output")
    .action(async ({ only, runs, json }: { only?: ScenarioName; runs?: number; json?: boolean }) => {
      const wanted = only === undefined ? scenarioNames : [only];
      const report = await bench({ wanted, runs, signal, tell });
      process.stdout.write(`${json ? JSON.stringify(report, undefined, 2) : renderReport(report)}\n`);
    }),
);
