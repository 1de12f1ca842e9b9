import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** A request that a replaying server got. */
export interface Replayed {
  /** `GET /api/v2/dags`, without the query. */
  readonly name: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly authorization: string | undefined;
}

/** What is answered: a body with status 200, a status with a body, or what a function makes of the request. */
export type Reply = object | readonly [status: number, body: unknown] | ((got: Replayed) => Reply | undefined);

/**
 * Serves recorded answers on a loopback port until the test ends. What it has no answer for gets 404, and a login the
 * tokens `token-1`, `token-2`, …
 * @param atEnd vitest's `onTestFinished`
 * @returns the address, and the requests in their order
 */
export async function replay(
  atEnd: (close: () => void) => void,
  replies: Readonly<Record<string, Reply>>,
): Promise<{ url: string; got: Replayed[] }> {
  const got: Replayed[] = [];
  let tokens = 0;
  const login: Reply = () => [201, { access_token: `token-${++tokens}` }];
  const server = createServer((request, response) => {
    void answer(request, response, { "POST /auth/token": login, ...replies }, got);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  atEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, got };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  replies: Readonly<Record<string, Reply>>,
  got: Replayed[],
): Promise<void> {
  const url = new URL(request.url ?? "/", "http://localhost");
  const body = await text(request);
  const { authorization } = request.headers;
  const one = { name: `${request.method} ${url.pathname}`, query: url.searchParams, authorization };
  const seen: Replayed = { ...one, body: body === "" ? undefined : JSON.parse(body) };
  got.push(seen);
  let reply: Reply | undefined = replies[seen.name];
  if (typeof reply === "function") reply = reply(seen);
  // Undefined from a function: the connection breaks.
  if (reply === undefined && seen.name in replies) return void response.destroy();
  const [status, value] =
    reply === undefined ? [404, { detail: "Not Found" }] : Array.isArray(reply) ? reply : [200, reply];
  response
    .writeHead(status, { "content-type": "application/json" })
    .end(value === undefined ? "" : JSON.stringify(value));
}
