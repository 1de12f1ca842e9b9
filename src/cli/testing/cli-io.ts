import type { CliIo } from "../io.ts";

/** Outside of the command line for unit tests; what is printed is kept. */
export function testIo(
  env: NodeJS.ProcessEnv = {},
  more: Partial<CliIo> = {},
): CliIo & { out(): string; err(): string } {
  const out: string[] = [];
  const err: string[] = [];
  return {
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
    env,
    signal: new AbortController().signal,
    ...more,
    out: () => out.join(""),
    err: () => err.join(""),
  };
}
