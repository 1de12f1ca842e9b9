import { type CommandModule, loadCommands } from "./commands.ts";
import { type Failure, failureOf, stackOf } from "./failure.ts";
import type { Cli, CliIo } from "./io.ts";
import { buildProgram } from "./program.ts";

/**
 * Runs one command line to its end.
 * @param args what follows the program's name
 * @returns the exit code: 0, 1, 2, 3, 4, 70, 130 or 143
 */
export async function main(args: readonly string[], io: CliIo): Promise<number> {
  const json = hasFlag(args, "--json");
  const printed: string[] = [];
  let exitCode = 0;
  const { isTTY, columns } = io.stdout;
  const cli: Cli = {
    ...io,
    // Commander prints help and version there; with --json they become part of the document.
    stdout: json ? { isTTY, columns, write: (text) => void printed.push(text) } : io.stdout,
    exitWith: (code) => {
      exitCode = code;
    },
  };
  let commands: CommandModule[] = [];
  try {
    commands = await loadCommands(args);
    await buildProgram(commands, cli).parseAsync([...args], { from: "user" });
    io.signal.throwIfAborted();
  } catch (error) {
    const failure = failureOf(error, io.signal);
    exitCode = failure.exitCode;
    tell(failure, error, hasFlag(args, "--verbose"), io);
    const text = printed.join("");
    if (exitCode === 0) printed.splice(0, Infinity, JSON.stringify({ ok: true, text }));
    else if (!text.startsWith("{")) printed.splice(0, Infinity, failureDocument(failure, commands));
  }
  if (json) io.stdout.write(`${printed.join("").trimEnd()}\n`);
  return exitCode;
}

/** The JSON document of a command that failed before it had one of its own. */
export function failureDocument({ code, message }: Failure, commands: readonly CommandModule[] = []): string {
  const fields = commands.length === 1 ? commands[0]?.emptyDocument?.() : {};
  return JSON.stringify({ ok: false, ...fields, failures: [{ code, message }] });
}

/** Tells a failure to people, with the stack where they want it; commander has told its own already. */
export function tell({ text }: Failure, error: unknown, verbose: boolean, { stderr }: Pick<CliIo, "stderr">): void {
  if (text === undefined) return;
  stderr.write(`${text}\n`);
  if (verbose) stderr.write(`${stackOf(error)}\n`);
}

/** Whether an option was given, before any `--`. */
export function hasFlag(args: readonly string[], flag: string): boolean {
  const end = args.indexOf("--");
  return (end === -1 ? args : args.slice(0, end)).includes(flag);
}
