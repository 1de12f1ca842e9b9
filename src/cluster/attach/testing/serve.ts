import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { selfSigned } from "./self-signed.ts";

type AtEnd = (close: () => void) => void;

/** What a server answers to a request: status, body and headers. */
export type Page = readonly [status: number, body: string, headers?: Record<string, string>];

/**
 * A server of anything on a loopback port until the test ends.
 * @param pages by path; what is not there gets 404
 * @returns its address
 */
export async function serve(atEnd: AtEnd, pages: Readonly<Record<string, Page>>): Promise<string> {
  return `http://127.0.0.1:${await listen(atEnd, createServer(answering(pages)))}`;
}

/** {@link serve} with TLS and a certificate that nobody knows. */
export async function serveTls(atEnd: AtEnd): Promise<string> {
  return `https://127.0.0.1:${await listen(atEnd, createTlsServer(selfSigned(), answering({})))}`;
}

/** An address where nobody listens. */
export async function closedPort(): Promise<string> {
  const closing: (() => void)[] = [];
  const port = await listen((close) => closing.push(close), createServer());
  for (const close of closing) close();
  return `127.0.0.1:${port}`;
}

function answering(pages: Readonly<Record<string, Page>>): RequestListener {
  return ({ url }: IncomingMessage, response: ServerResponse) => {
    const [status, body, headers] = pages[url ?? ""] ?? [404, "Not Found"];
    response.writeHead(status, headers).end(body);
  };
}

async function listen(atEnd: AtEnd, server: Server & { closeAllConnections(): void }): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  atEnd(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
