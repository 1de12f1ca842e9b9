import { createInterface } from "node:readline/promises";
import { failureOf } from "./failure.ts";
import { interruptOnSignals } from "./interrupt.ts";
import { failureDocument, hasFlag, main, tell } from "./main.ts";

/** The command line of this process: signals, exit code, end. */
export async function run(): Promise<never> {
  const args = process.argv.slice(2);
  const interruption = new AbortController();
  const { stdout, stderr, env } = process;
  interruptOnSignals(
    interruption,
    () => stderr.write("\ninterrupted: cleaning up; once more ends at once\n"),
    () => endAtOnce(undefined, interruption.signal, args),
  );
  for (const event of ["uncaughtException", "unhandledRejection"] as const) {
    process.on(event, (error: unknown) => endAtOnce(error, interruption.signal, args));
  }
  // A reader such as `head` may have had enough.
  stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 70));
  // A command line without a reader for its messages goes on, and cleans up.
  stderr.on("error", () => {});
  // Standard output is for the document alone; code of the user's may print as well.
  if (hasFlag(args, "--json")) console.log = console.info = console.debug = console.error;
  const confirm = process.stdin.isTTY && stderr.isTTY ? ask : undefined;
  const code = await main(args, { stdout, stderr, env, signal: interruption.signal, confirm });
  await Promise.all(
    [stdout, stderr].map((stream) => new Promise<void>((resolve) => stream.write("", () => resolve()))),
  );
  process.exit(code);
}

function endAtOnce(error: unknown, signal: AbortSignal, args: readonly string[]): never {
  const failure = failureOf(error, signal);
  tell(failure, error, hasFlag(args, "--verbose"), process);
  if (hasFlag(args, "--json")) process.stdout.write(`${failureDocument(failure)}\n`);
  process.exit(failure.exitCode);
}

async function ask(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question(`${question} [y/N] `)).trim());
  } finally {
    terminal.close();
  }
}
