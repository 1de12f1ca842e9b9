import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const bin = fileURLToPath(new URL("../../bin/airflow-testcontainers.js", import.meta.url));

/** A finished run of the command line. */
export interface Ended {
  /** Exit code, or the signal that ended it. */
  readonly exit: number | NodeJS.Signals;
  readonly stdout: string;
  readonly stderr: string;
}

/** A running command line. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Waits until standard error has shown a text, and gives all of it; fails if the program ends without. */
  showed(text: string): Promise<string>;
  /** What it has printed on standard output so far. */
  shown(): string;
}

export interface CommandLineOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** A program and its arguments that run the command line, such as `unshare`. */
  readonly through?: readonly string[];
}

/** Starts `airflow-testcontainers` as a user would, as a process of its own. */
export function startCommandLine(args: readonly string[], options: CommandLineOptions = {}): Running {
  return startProgram([bin, ...args], options);
}

/** Starts a program of Node's as a process of its own. */
export function startProgram(args: readonly string[], options: CommandLineOptions = {}): Running {
  const [program, ...rest] = [...(options.through ?? []), process.execPath, ...args] as [string, ...string[]];
  const env = { ...process.env, ...options.env };
  // What vitest sets for its own processes is not what a user's shell has.
  for (const name of Object.keys(env)) if (/^(VITEST|NODE_OPTIONS|NODE_ENV|TEST$)/.test(name)) delete env[name];
  const child = spawn(program, rest, { env, cwd: options.cwd, stdio: ["ignore", "pipe", "pipe"] });
  const text = { stdout: "", stderr: "" };
  const listeners = new Set<() => void>();
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (chunk: string) => {
      text[name] += chunk;
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ exit: code ?? (signal as NodeJS.Signals), ...text }));
  });
  const showed = (wanted: string) =>
    Promise.race([
      new Promise<string>((resolve) => {
        const look = () => text.stderr.includes(wanted) && resolve(text.stderr);
        listeners.add(look);
        look();
      }),
      ended.then(({ exit, stderr }) => {
        throw new Error(`ended with ${exit} and never showed "${wanted}":\n${stderr}`);
      }),
    ]);
  return { child, ended, showed, shown: () => text.stdout };
}

/** Runs it to its end. */
export function commandLine(args: readonly string[], options: CommandLineOptions = {}): Promise<Ended> {
  return startCommandLine(args, options).ended;
}
