import { Command, InvalidArgumentError } from "commander";
import { runProgram, tell, wholeNumber } from "../command-line.ts";
import { spread } from "../spread.ts";
import { beginningAndEnd, type SoakReport, soak } from "./soak.ts";

await runProgram((signal) =>
  new Command("npm run soak --")
    .description("Resets one cluster many times, and fails where that leaves an error in the log of a component")
    .option("--resets <number>", "how many", resetCount, 300)
    .action(async ({ resets }: { resets: number }) => {
      const report = await soak(resets, tell, signal);
      process.stdout.write(`${render(report)}\n`);
      if (report.errors.length > 0 || Object.keys(report.restarts).length > 0) process.exitCode = 1;
    }),
);

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

function resetCount(text: string): number {
  const number = wholeNumber(text);
  if (number < 10) throw new InvalidArgumentError("At least 10, so that there are two ends to compare.");
  return number;
}
