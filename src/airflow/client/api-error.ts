import type { ErrorCode } from "../../base/error-codes.ts";
import { type ErrorParts, HarnessError } from "../../base/harness-error.ts";
import { didYouMean } from "../../base/nearest.ts";

/** Airflow's API refused a request or answered with something unexpected. */
export class ApiError extends HarnessError {
  override readonly name: string = "ApiError";
  /** HTTP status, null where there was no answer. */
  readonly status: number | null;

  constructor(code: ErrorCode, what: string, parts: ErrorParts & { status?: number | null } = {}) {
    const { status = null, ...rest } = parts;
    super(code, what, rest);
    this.status = status;
  }
}

/** Nothing answered, or the server had a fault of its own (5xx): a later attempt may succeed. */
export class NoAnswerError extends ApiError {
  override readonly name: string = "NoAnswerError";

  override get transient(): boolean {
    return true;
  }
}

/**
 * Something that does not exist, with the nearest of what does.
 * @param what before and after the name: `["run", 'of the DAG "x"']`
 */
export function notFound(
  what: readonly [string, string?],
  id: string,
  known: readonly string[],
  cause?: unknown,
): ApiError {
  const [noun, where] = what;
  const shown = known.length > 20 ? [...known.slice(0, 20), `and ${known.length - 20} more`] : known;
  return new ApiError(
    "AT_NOT_FOUND",
    `there is no ${noun} "${id}"${where ? ` ${where}` : ""}${didYouMean(id, known)}`,
    {
      ...{ expected: shown.length > 0 ? shown.join(", ") : undefined, status: 404, cause },
    },
  );
}

/**
 * Waits for an answer and explains a 404 by what there is. One whose own name is there is about something else and goes
 * on as it came.
 * @param known asks for the names there are; only called after a 404
 */
export async function explaining<T>(
  what: readonly [string, string?],
  id: string,
  call: Promise<T>,
  known: () => Promise<readonly string[]>,
): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (!isNotFound(error)) throw error;
    const ids = await known();
    throw ids.includes(id) ? error : notFound(what, id, ids, error);
  }
}

/** Whether an error says that something does not exist. */
export function isNotFound(error: unknown): error is ApiError {
  return error instanceof ApiError && error.status === 404;
}

/** Waits for an answer; undefined where there is nothing of that name. */
export async function ifThere<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** Waits for a removal and says whether there was something to remove. */
export async function wasThere(removal: Promise<void>): Promise<boolean> {
  return (await ifThere(removal.then(() => true))) ?? false;
}
