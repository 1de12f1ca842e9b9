import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** How a program runs. */
export interface ProgramOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/**
 * Runs a script with this Node in the folder of the repository, where the package's own name leads to what was built.
 * @returns what it printed
 * @throws Error with all its output where it does not end with 0
 */
export function runScript(script: string, args: readonly string[], options: ProgramOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [script, ...args],
      { cwd: ROOT, maxBuffer: 2 ** 26, ...options },
      (error, stdout, stderr) => {
        if (options.signal.aborted) reject(options.signal.reason);
        else if (error) reject(new Error(`${script} failed (${error.code ?? error.signal}):\n${stdout}${stderr}`));
        else resolve(stdout);
      },
    );
  });
}

/** The environment without what npm, Node and vitest have set for this process. */
export function outsideEnvironment(): NodeJS.ProcessEnv {
  const names = Object.entries(process.env).filter(([name]) => !/^(VITEST|NODE_|npm_)/.test(name));
  return Object.fromEntries(names);
}
