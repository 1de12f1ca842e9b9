import type { ErrorCode } from "./error-codes.ts";

/** The parts of an error that explains itself; see {@link HarnessError}. */
export interface ErrorParts {
  /** What should have been the case. */
  expected?: string;
  /** What was seen instead. */
  observed?: string;
  /** What supports the observation: an exit code, the last log lines of the guilty container. */
  evidence?: string;
  /** What helps: a command, a setting. */
  try?: string;
  /** The error underneath. */
  cause?: unknown;
}

/** An error meant for users: a stable code, one sentence, and what was expected, observed and can be tried. */
export class HarnessError extends Error {
  /** Name of the class. */
  override readonly name: string = "HarnessError";
  /** Stable identifier, for example `AT_NOT_READY`; each is listed in {@link ErrorCode}. */
  readonly code: ErrorCode;
  /** The first sentence, without the other parts. */
  readonly what: string;
  /** The other parts of the message, as they were given. */
  readonly parts: Readonly<ErrorParts>;

  constructor(code: ErrorCode, what: string, parts: ErrorParts = {}) {
    super(render(what, parts), parts.cause === undefined ? undefined : { cause: parts.cause });
    this.code = code;
    this.what = what;
    this.parts = Object.freeze({ ...parts });
  }

  /** Whether the same attempt may succeed a little later, so that a wait goes on. */
  get transient(): boolean {
    return false;
  }
}

/** One line for any thrown value, with the causes that `fetch failed` and the like hide. */
export function reasonOf(error: unknown): string {
  const seen: string[] = [];
  for (let current = error, depth = 0; current !== undefined && current !== null && depth < 5; depth++) {
    const text = textOf(current).trim();
    if (text && !seen.some((earlier) => earlier.includes(text))) seen.push(text);
    current = current instanceof Error ? current.cause : undefined;
  }
  return seen.join(": ") || "unknown reason";
}

function textOf(value: unknown): string {
  if (value instanceof HarnessError) return value.what;
  if (value instanceof AggregateError && value.errors.length > 0 && !value.message) return textOf(value.errors[0]);
  if (value instanceof Error) return value.message || ("code" in value ? String(value.code) : value.name);
  return String(value);
}

function render(what: string, parts: ErrorParts): string {
  const rows = (["expected", "observed", "evidence", "try"] as const)
    .map((label) => [label, parts[label]] as const)
    .filter((row): row is readonly ["expected" | "observed" | "evidence" | "try", string] => Boolean(row[1]))
    .map(([label, text]) => `  ${label.padEnd(8)}  ${text.replaceAll("\n", `\n${" ".repeat(12)}`)}`);
  return [what, ...rows].join("\n");
}
