import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";

/** What is read from the user's machine, so that tests can bring another one. */
export interface Host {
  env: Readonly<Record<string, string | undefined>>;
  home: string;
  /** Content of a file, or undefined where it cannot be read. */
  read(path: string): string | undefined;
  /** Names in a folder, sorted; none where there is no such folder. */
  list(path: string): string[];
  /** Standard output of a program, or undefined where it is missing or fails. */
  output(program: string, args: readonly string[]): string | undefined;
}

/** The machine that this process runs on. */
export function thisHost(): Host {
  return {
    env: process.env,
    home: homedir(),
    read: (path) => attempt(() => readFileSync(path, "utf8")),
    list: (path) => attempt(() => readdirSync(path).sort()) ?? [],
    output: (program, args) =>
      attempt(() =>
        execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], timeout: 5_000 }),
      ),
  };
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
