import { HarnessError, reasonOf } from "../../base/harness-error.ts";
import { NoAnswerError } from "./api-error.ts";
import type { CallOptions } from "./call-options.ts";

/** A request to the API. */
export interface ApiRequest {
  readonly method?: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** Path from the root, with its parts already encoded. */
  readonly path: string;
  /** A list is sent as several values, what is undefined not at all. */
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

/** An answer of any status, read whole. */
export interface Answer {
  readonly status: number;
  readonly text: string;
  /** Where a redirection leads. */
  readonly location?: string;
}

/**
 * Asked before each request: a published port changes when its container is started again. It may have a path, under
 * which Airflow is served (`https://host/deploy1`).
 */
export type BaseUrl = () => string | Promise<string>;

const defaultTimeoutMs = 30_000;

/** `GET /api/v2/dags`, for messages. */
export function nameOf({ method = "GET", path }: ApiRequest): string {
  // Control characters stay encoded.
  return `${method} ${decodeURI(path.replace(/%(?=[01][\da-f]|7f)/gi, "%25"))}`;
}

/**
 * Sends a request and reads the answer.
 * @throws NoAnswerError where nothing answers in time, and the signal's reason where it is aborted
 */
export async function exchange(
  baseUrl: BaseUrl,
  request: ApiRequest,
  headers: Readonly<Record<string, string>>,
  { signal, timeoutMs = defaultTimeoutMs }: CallOptions,
): Promise<Answer> {
  signal?.throwIfAborted();
  const limit = AbortSignal.timeout(timeoutMs);
  // AbortSignal.timeout() alone does not keep the process alive.
  const alive = setTimeout(() => {}, timeoutMs);
  let origin = "";
  try {
    origin = await baseUrl();
    const url = new URL(origin.replace(/\/+$/, "") + request.path + queryOf(request));
    const bounded = signal ? AbortSignal.any([signal, limit]) : limit;
    return await attempt(url, request, headers, bounded);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof HarnessError) throw error;
    const observed = limit.aborted ? `nothing within ${timeoutMs / 1000} s` : reasonOf(error);
    const where = origin ? ` from ${origin}` : "";
    throw new NoAnswerError("AT_API", `${nameOf(request)}: no answer${where}: ${observed}`, { cause: error });
  } finally {
    clearTimeout(alive);
  }
}

async function attempt(
  url: URL,
  request: ApiRequest,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<Answer> {
  const { method = "GET", body } = request;
  const send = async (): Promise<Answer> => {
    const response = await fetch(url, {
      ...{ method, signal, redirect: "manual" },
      headers: {
        accept: "application/json",
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const location = response.headers.get("location") ?? undefined;
    return { status: response.status, text: await response.text(), location };
  };
  try {
    return await send();
  } catch (error) {
    // A server that was started again has closed the connection that was kept for it; reading once more harms nobody.
    if (method === "GET" && !signal.aborted && closedByPeer(error)) return send();
    throw error;
  }
}

function closedByPeer(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  return (
    cause instanceof Error && "code" in cause && ["UND_ERR_SOCKET", "ECONNRESET", "EPIPE"].includes(String(cause.code))
  );
}

function queryOf({ query = {} }: ApiRequest): string {
  const pairs = Object.entries(query).flatMap(([key, value]) =>
    (value === undefined ? [] : [value].flat()).map((one): [string, string] => [key, String(one)]),
  );
  return pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : "";
}

/** The JSON in an answer, undefined where it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
