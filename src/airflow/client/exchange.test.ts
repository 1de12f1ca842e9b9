import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { exchange, nameOf } from "./exchange.ts";
import { replay } from "./testing/replay.ts";

const request = { path: "/api/v2/version" };

/** An address where nobody listens. */
async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

describe("exchange", () => {
  it("reads an answer of any status", async () => {
    const { url } = await replay(onTestFinished, { "GET /api/v2/version": [503, { detail: "later" }] });
    expect(await exchange(() => url, request, {}, {})).toEqual({ status: 503, text: '{"detail":"later"}' });
  });

  it("asks for the address before each request", async () => {
    const servers = [
      await replay(onTestFinished, { "GET /api/v2/version": { n: 1 } }),
      await replay(onTestFinished, { "GET /api/v2/version": { n: 2 } }),
    ];
    let now = 0;
    const base = async () => servers[now]?.url as string;
    expect((await exchange(base, request, {}, {})).text).toBe('{"n":1}');
    now = 1;
    expect((await exchange(base, request, {}, {})).text).toBe('{"n":2}');
  });

  it("says why nothing answers", async () => {
    const url = await closedPort();
    await expect(exchange(() => url, request, {}, {})).rejects.toMatchObject({
      ...{ name: "NoAnswerError", code: "AT_API", status: null, transient: true },
      message: expect.stringMatching(/^GET \/api\/v2\/version: no answer from http:\S+: .*ECONNREFUSED/),
    });
  });

  it("says that the time is over", async () => {
    const base = () => new Promise<string>((resolve) => setTimeout(resolve, 5, "http://127.0.0.1:9"));
    await expect(exchange(base, request, {}, { timeoutMs: 1 })).rejects.toThrow("nothing within 0.001 s");
  });

  it("ends with the caller's reason", async () => {
    await expect(
      exchange(() => "http://127.0.0.1:9", request, {}, { signal: AbortSignal.abort("enough") }),
    ).rejects.toBe("enough");
  });

  it("reads once more over a connection that the server had closed, but writes once", async () => {
    let calls = 0;
    const broken = () => (++calls % 2 === 1 ? undefined : { n: calls });
    const { url, got } = await replay(onTestFinished, {
      "GET /api/v2/version": broken,
      "POST /api/v2/pools": () => undefined,
    });
    expect((await exchange(() => url, request, {}, {})).text).toBe('{"n":2}');
    await expect(exchange(() => url, { method: "POST", path: "/api/v2/pools", body: {} }, {}, {})).rejects.toThrow(
      "no answer",
    );
    expect(got).toHaveLength(3);
  });

  it("keeps the path under which Airflow is served, with or without a slash at its end", async () => {
    const { url } = await replay(onTestFinished, { "GET /deploy1/api/v2/version": { n: 1 } });
    for (const end of ["/deploy1", "/deploy1/"]) {
      expect((await exchange(() => url + end, request, {}, {})).text).toBe('{"n":1}');
    }
  });

  it("tells where it is sent on to, and does not go there", async () => {
    const server = createHttpServer((_, response) => response.writeHead(302, { location: "/login" }).end());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const answer = await exchange(() => `http://127.0.0.1:${port}`, request, {}, {});
    expect(answer).toEqual({ status: 302, text: "", location: "/login" });
  });

  it("sends lists as several values, and leaves out what is undefined", async () => {
    const { url, got } = await replay(onTestFinished, { "GET /api/v2/version": {} });
    await exchange(() => url, { ...request, query: { a: ["x y", "z"], b: undefined, c: false } }, {}, {});
    expect(got[0]?.query.toString()).toBe("a=x+y&a=z&c=false");
  });
});

it("names a request so that it can be read, on one line", () => {
  expect(nameOf({ path: `/api/v2/variables/${encodeURIComponent("이름/a\nb")}` })).toBe(
    "GET /api/v2/variables/이름%2Fa%0Ab",
  );
});
