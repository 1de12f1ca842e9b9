import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { probePlace } from "./probe.ts";
import { type Answer, fakeEngine, healthy } from "./testing/fake-engine.ts";

async function probeAnswers(answers: Record<string, Answer>, timeoutMs?: number) {
  const engine = await fakeEngine(answers);
  try {
    return await probePlace({ source: "known place", uri: engine.uri }, timeoutMs);
  } finally {
    engine.close();
  }
}

describe("a look at a place", () => {
  it("should tell what the engine says of itself", async () => {
    const probed = await probeAnswers({ ...healthy });
    expect(probed).toMatchObject({
      ok: true,
      info: { ID: "FAKE", NCPU: 4, CPUShares: true, apiVersion: "1.99", architecture: "amd64" },
    });
  });

  it("should give up on an engine that keeps silent", async () => {
    expect(await probeAnswers({ ...healthy, "/info": "hang" }, 50)).toMatchObject({
      ok: false,
      failure: "timeout",
      reason: "no answer in 0.05 s",
    });
  });

  it("should end when the caller wants it to", async () => {
    const ended = new AbortController();
    const engine = await fakeEngine({ ...healthy, "/info": "hang" });
    const probed = probePlace({ source: "known place", uri: engine.uri }, 60_000, ended.signal);
    ended.abort(new Error("enough"));
    await expect(probed).rejects.toThrow("enough");
    engine.close();
  });

  it("should not take another server for an engine", async () => {
    expect(await probeAnswers({})).toMatchObject({
      failure: "other",
      reason: "something answers there, but no container engine (HTTP 404)",
    });
    expect(await probeAnswers({ "/info": {}, "/version": { name: "a web server" } })).toMatchObject({
      reason: "something answers there, but no container engine",
    });
  });

  it("should say that a socket is missing, no socket, or dead", async () => {
    const folder = mkdtempSync(join(tmpdir(), "probe-"));
    const at = (name: string) => probePlace({ source: "known place", uri: `unix://${join(folder, name)}` });
    try {
      writeFileSync(join(folder, "file"), "");
      expect(await at("none.sock")).toMatchObject({ failure: "missing", reason: "no such file" });
      expect(await at("file")).toMatchObject({ ok: false, reason: "connection refused" });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("should say that a TCP port refuses", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    const probed = await probePlace({ source: "DOCKER_HOST", uri: `tcp://127.0.0.1:${port}` });
    expect(probed).toMatchObject({ ok: false, failure: "refused", reason: "connection refused" });
  });

  it("should pass on what is wrong with an address", async () => {
    expect(await probePlace({ source: "DOCKER_HOST", uri: "nonsense" })).toMatchObject({
      ok: false,
      failure: "address",
    });
  });
});
