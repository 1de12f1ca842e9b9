import { spawn } from "node:child_process";
import { openSync } from "node:fs";
import { systemPath } from "./programs.ts";

const TAIL_CHARACTERS = 4_000;

/** How a command ended. */
export interface CommandResult {
  /** 127 where the program is not there. */
  readonly code: number;
  /** The end of what it printed. */
  readonly output: string;
}

/** Runs a command to its end and passes what it prints on to `write`. */
export function runCommand(
  [program = "", ...args]: readonly string[],
  write: (text: string) => void,
  env: NodeJS.ProcessEnv = process.env,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    let output = "";
    const take = (chunk: Buffer): void => {
      write(chunk.toString());
      output = (output + chunk.toString()).slice(-TAIL_CHARACTERS);
    };
    const child = spawn(program, args, { env: commandEnv(env), stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", (error) => resolve({ code: 127, output: error.message }));
    child.on("close", (code, signal) => resolve({ code: exitCode(code, signal), output: output.trim() }));
    // A service that the command started may hold its output open for ever.
    child.on("exit", () => setTimeout(() => [child.stdout, child.stderr].map((stream) => stream.destroy()), 1_000));
  });
}

function exitCode(code: number | null, signal: NodeJS.Signals | null): number {
  return code ?? (signal ? 128 : 1);
}

/** A program that goes on when we have ended. */
export interface Daemon {
  /** Its exit code or signal, once it has ended; undefined while it runs. */
  ended(): string | undefined;
}

/** Starts a program in a session of its own, printing into a log file. */
export function startDaemon(
  [program = "", ...args]: readonly string[],
  log: string,
  env: NodeJS.ProcessEnv = process.env,
): Daemon {
  const file = openSync(log, "a", 0o640);
  let ended: string | undefined;
  const child = spawn(program, args, { env: commandEnv(env), detached: true, stdio: ["ignore", file, file], cwd: "/" });
  child.on("error", (error) => {
    ended = error.message;
  });
  child.on("exit", (code, signal) => {
    ended ??= signal ? `killed by ${signal}` : `exit code ${code}`;
  });
  child.unref();
  return { ended: () => ended };
}

function commandEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  // NEEDRESTART_MODE=l: Ubuntu would restart services of the user's, or ask.
  return { ...env, PATH: systemPath(env), DEBIAN_FRONTEND: "noninteractive", NEEDRESTART_MODE: "l", LC_ALL: "C.UTF-8" };
}
