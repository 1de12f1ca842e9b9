import { Command, InvalidArgumentError, Option } from "commander";
import { failureOf } from "../src/cli/failure.ts";
import { interruptOnSignals } from "../src/cli/interrupt.ts";
import { bench, DEFAULT_RUNS, LIMIT_SECONDS } from "./bench.ts";
import { type ScenarioName, scenarioNames } from "./scenario.ts";
import { renderReport } from "./table.ts";

const interruption = new AbortController();
interruptOnSignals(
  interruption,
  () => tell("interrupted: removing the containers; once more leaves that to the reaper"),
  ({ exitCode }) => process.exit(exitCode),
);

const program = new Command("npm run bench --")
  .description("Measures this package against the same images under docker compose, with Airflow's quick-start file")
  .addOption(new Option("--only <scenario>", "measure one scenario").choices(scenarioNames))
  .option(
    "--runs <number>",
    `pairs of measurements (default: ${DEFAULT_RUNS}, or as many as fit in ${LIMIT_SECONDS / 60} minutes)`,
    wholeNumber,
  )
  .option("--json", "print one JSON document on standard output")
  .helpOption("-h, --help", "print help")
  .exitOverride()
  .action(async ({ only, runs, json }: { only?: ScenarioName; runs?: number; json?: boolean }) => {
    const wanted = only === undefined ? scenarioNames : [only];
    const report = await bench({ wanted, runs, signal: interruption.signal, tell });
    process.stdout.write(`${json ? JSON.stringify(report, undefined, 2) : renderReport(report)}\n`);
  });

try {
  await program.parseAsync();
} catch (error) {
  const { text, exitCode } = failureOf(error, interruption.signal);
  if (text !== undefined) process.stderr.write(`${text}\n`);
  process.exitCode = exitCode;
}

/** A line on standard error, with the seconds since the start of the process. */
function tell(text: string): void {
  process.stderr.write(`[${(performance.now() / 1000).toFixed(1).padStart(7)} s] ${text}\n`);
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError("It must be a whole number, at least 1.");
  return Number(text);
}
