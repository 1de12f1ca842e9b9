import { Command, InvalidArgumentError } from "commander";
import { runProgram, tell, wholeNumber } from "../command-line.ts";
import { spread } from "../spread.ts";
import { type Ends, endsOf, faultsOf, limitOf } from "./judge.ts";
import { type SoakReport, soak } from "./soak.ts";

await runProgram((signal) =>
  new Command("npm run soak --")
    .description(
      "Resets one cluster many times. Fails where that leaves an error in the log of a component, or becomes slower",
    )
    .option("--resets <number>", "how many", resetCount, 300)
    .action(async ({ resets }: { resets: number }) => {
      const report = await soak(resets, tell, signal);
      process.stdout.write(`${render(report)}\n`);
      if (faultsOf(report).length > 0) process.exitCode = 1;
    }),
);

function render(report: SoakReport): string {
  const { resets, quiet, stopping, runs, errors } = report;
  const ends = endsOf(quiet);
  const both = ({ early, last }: Ends) => `${early} s in 6 to 15, ${last} s in the last tenth`;
  const faults = faultsOf(report);
  const row = (what: string, values: readonly number[]) => {
    const { median, min, max } = spread(values);
    return `  ${what.padEnd(28)} ${median} s (${min} to ${max})`;
  };
  return [
    `${resets} resets of one cluster, each after a run: median (smallest to largest)`,
    row("reset, nothing running", quiet),
    `  ${"".padEnd(28)} ${both(ends)}; at most ${limitOf(ends)} s to pass`,
    ...(stopping.length > 0 ? [row("reset that stops a task", stopping)] : []),
    row("run of one small task", runs),
    `  ${"".padEnd(28)} ${both(endsOf(runs))}`,
    `  error lines in the logs: ${errors.length}`,
    ...errors.slice(0, 20).map((line) => `    ${line}`),
    faults.length === 0 ? "passed" : `failed: ${faults.join("; ")}`,
  ].join("\n");
}

function resetCount(text: string): number {
  const number = wholeNumber(text);
  if (number < 30) throw new InvalidArgumentError("At least 30, so that there are two ends to compare.");
  return number;
}
