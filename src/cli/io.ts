import type { Output } from "../evidence/output.ts";

/** What the command line gets from outside; tests bring their own. */
export interface CliIo {
  /** Results; with `--json` one JSON document and nothing else. */
  readonly stdout: Output;
  /** Everything else. */
  readonly stderr: Output;
  readonly env: NodeJS.ProcessEnv;
  /** Aborted by the first Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
  /** Asks a question with yes or no; undefined where nobody can be asked. */
  readonly confirm?: (question: string) => Promise<boolean>;
}

/** What a command gets. */
export interface Cli extends CliIo {
  /** Sets the exit code of a command that ends without an error. @default 0 */
  exitWith(code: number): void;
}
