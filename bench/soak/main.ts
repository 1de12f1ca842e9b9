import { Command, InvalidArgumentError } from "commander";
import { failureOf } from "../../src/cli/failure.ts";
import { interruptOnSignals } from "../../src/cli/interrupt.ts";
import { spread } from "../spread.ts";
import { beginningAndEnd, type SoakReport, soak } from "./soak.ts";

const interruption = new AbortController();
interruptOnSignals(
  interruption,
  () => tell("interrupted: removing the containers; once more leaves that to the reaper"),
  ({ exitCode }) => process.exit(exitCode),
);

const program = new Command("npm run soak --")
  .description("Resets one cluster many times, and fails where that leaves an error in the log of a component")
  .option("--resets <number>", "how many", wholeNumber, 300)
  .helpOption("-h, --help", "print help")
  .exitOverride()
  .action(async ({ resets }: { resets: number }) => {
    const report = await soak(resets, tell, interruption.signal);
    process.stdout.write(`${render(report)}\n`);
    if (report.errors.length > 0 || Object.keys(report.restarts).length > 0) process.exitCode = 1;
  });

try {
  await program.parseAsync();
} catch (error) {
  const { text, exitCode } = failureOf(error, interruption.signal);
  if (text !== undefined) process.stderr.write(`${text}\n`);
  process.exitCode = exitCode;
}

function render({ resets, quiet, stopping, runs, errors, restarts }: SoakReport): string {
  const { tenth, last } = beginningAndEnd(quiet);
  const row = (what: string, values: readonly number[]) => {
    const { median, min, max } = spread(values);
    return `  ${what.padEnd(28)} ${median} s (${min} to ${max})`;
  };
  return [
    `${resets} resets of one cluster, each after a run: median (smallest to largest)`,
    row("reset, nothing running", quiet),
    `  ${"  around the 10th".padEnd(28)} ${tenth} s`,
    `  ${`  the last 10`.padEnd(28)} ${last} s`,
    ...(stopping.length > 0 ? [row("reset that stops a task", stopping)] : []),
    row("run of one small task", runs),
    `  error lines in the logs: ${errors.length}`,
    ...errors.slice(0, 20).map((line) => `    ${line}`),
    ...Object.entries(restarts).map(([alias, count]) => `  ${alias} was restarted ${count} times`),
  ].join("\n");
}

/** A line on standard error, with the seconds since the start of the process. */
function tell(text: string): void {
  process.stderr.write(`[${(performance.now() / 1000).toFixed(1).padStart(7)} s] ${text}\n`);
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError("It must be a whole number, at least 1.");
  const number = Number(text);
  if (number < 10) throw new InvalidArgumentError("At least 10, so that there are two ends to compare.");
  return number;
}
