import { type Command, InvalidArgumentError } from "commander";
import { failureOf } from "../src/cli/failure.ts";
import { interruptOnSignals } from "../src/cli/interrupt.ts";

/**
 * Runs a program of the benchmarks to its end.
 * @param build gets the signal of the first Ctrl-C or SIGTERM
 */
export async function runProgram(build: (signal: AbortSignal) => Command): Promise<void> {
  const interruption = new AbortController();
  interruptOnSignals(
    interruption,
    () => tell("interrupted: removing the containers; once more leaves that to the reaper"),
    ({ exitCode }) => process.exit(exitCode),
  );
  const program = build(interruption.signal).helpOption("-h, --help", "print help").exitOverride();
  try {
    await program.parseAsync();
  } catch (error) {
    const { text, exitCode } = failureOf(error, interruption.signal);
    if (text !== undefined) process.stderr.write(`${text}\n`);
    process.exitCode = exitCode;
  }
}

/** A line on standard error, with the seconds since the start of the process. */
export function tell(text: string): void {
  process.stderr.write(`[${(performance.now() / 1000).toFixed(1).padStart(7)} s] ${text}\n`);
}

/** Reads a number of at least 1 from the command line. */
export function wholeNumber(text: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new InvalidArgumentError("It must be a whole number, at least 1.");
  return Number(text);
}
