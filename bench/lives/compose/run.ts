import { spawn } from "node:child_process";
import { HarnessError } from "../../../src/base/harness-error.ts";

/** How a command is run. */
export interface RunOptions {
  env?: NodeJS.ProcessEnv;
  /** Asks the command to end; the promise settles when it has. */
  signal?: AbortSignal;
}

/**
 * Runs a command to its end.
 * @returns its standard output
 * @throws HarnessError `AT_ENGINE` with its last lines where it fails, or the reason of the signal
 */
export async function run(
  [program = "", ...args]: readonly string[],
  { env, signal }: RunOptions = {},
): Promise<string> {
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    let stdout = "";
    let output = "";
    // A process group of its own: Ctrl-C in the terminal is ours to pass on, and must not end a removal.
    const child = spawn(program, args, { env, stdio: ["ignore", "pipe", "pipe"], detached: true });
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk;
      output += chunk;
    });
    child.stderr.on("data", (chunk: Buffer) => {
      output += chunk;
    });
    const end = () => child.kill("SIGTERM");
    signal?.addEventListener("abort", end, { once: true });
    child.on("error", reject);
    child.on("close", (code, killedBy) => {
      signal?.removeEventListener("abort", end);
      if (signal?.aborted) reject(signal.reason);
      else if (code === 0) resolve(stdout);
      else reject(failed([program, ...args], `${killedBy ?? `exit code ${code}`}`, output));
    });
  });
}

function failed(command: readonly string[], observed: string, output: string): HarnessError {
  return new HarnessError("AT_ENGINE", `${command.join(" ")} failed`, {
    observed,
    evidence: output.trim().split("\n").slice(-20).join("\n"),
  });
}
