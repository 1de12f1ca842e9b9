import { inspect } from "node:util";
import { CommanderError } from "commander";
import { errorCodes } from "../base/error-codes.ts";
import { HarnessError, reasonOf } from "../base/harness-error.ts";
import { Interrupt } from "./interrupt.ts";

/** Exit code for an error that is none of the user's. */
const DEFECT = 70;

/** An error as the command line tells it. */
export interface Failure {
  /** A code of `errorCodes`, or `AT_DEFECT`. */
  readonly code: string;
  readonly message: string;
  readonly exitCode: number;
  /** Undefined where commander has told it already. */
  readonly text?: string;
}

/** Judges whatever a command threw; an error after an interruption is its consequence. */
export function failureOf(error: unknown, signal: AbortSignal): Failure {
  if (signal.aborted) {
    const exitCode = signal.reason instanceof Interrupt ? signal.reason.exitCode : 130;
    return told("AT_ABORTED", reasonOf(signal.reason), exitCode);
  }
  if (error instanceof CommanderError) {
    const message = error.message.replace(/^error: /, "");
    return { code: "AT_USAGE", message, exitCode: error.exitCode === 0 ? 0 : errorCodes.AT_USAGE };
  }
  if (error instanceof HarnessError) return told(error.code, error.message, errorCodes[error.code]);
  const message = `this is a defect of airflow-testcontainers: ${reasonOf(error)}`;
  return {
    code: "AT_DEFECT",
    message,
    exitCode: DEFECT,
    text: `${message}\n  try       the same with --verbose, and report it`,
  };
}

/** The stack of an error and of its causes, for `--verbose`. */
export function stackOf(error: unknown): string {
  return inspect(error, { depth: 4 });
}

function told(code: string, message: string, exitCode: number): Failure {
  return { code, message, exitCode, text: `error ${code}: ${message}` };
}
