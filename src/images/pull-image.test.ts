import { describe, expect, it } from "vitest";
import { isUnreachable, pullImage } from "./pull-image.ts";
import { pullIfReachable } from "./registry-reach.ts";
import { fakeEngine } from "./testing/fake-engine.ts";

const layer = (id: string, status: string) => ({ id, status });

describe("pulling an image", () => {
  it("should tell how much is done", async () => {
    const events = [
      { status: "Pulling from library/redis" },
      layer("aaaaaaaaaaaa", "Pulling fs layer"),
      layer("aaaaaaaaaaaa", "Downloading"),
      layer("bbbbbbbbbbbb", "Already exists"),
      layer("aaaaaaaaaaaa", "Pull complete"),
    ];
    const lines: string[] = [];
    const { engine } = fakeEngine({ pulls: { "redis:8": events } });
    expect(await pullImage(engine, "redis:8", { onProgress: (line) => lines.push(line) })).toBeUndefined();
    expect(lines).toEqual([
      "pulling redis:8",
      "pulling redis:8: Pulling from library/redis",
      "pulling redis:8: 0 of 1 layers",
      "pulling redis:8: 1 of 2 layers",
      "pulling redis:8: 2 of 2 layers",
    ]);
  });

  it("should read an error that comes inside the stream", async () => {
    const { engine } = fakeEngine({ pulls: { "redis:8": [{ status: "Pulling" }, { error: "unexpected EOF" }] } });
    expect(await pullImage(engine, "redis:8")).toEqual({ reason: "unexpected EOF", unreachable: true });
  });

  it("should give up on a registry that says nothing", async () => {
    const { engine } = fakeEngine({});
    Object.assign(engine.docker, { pull: () => new Promise(() => {}) });
    expect(await pullImage(engine, "redis:8", { answerMs: 20 })).toEqual({
      reason: "nothing from the registry for 0.02 s",
      unreachable: true,
    });
  });

  it("should end with the caller's signal", async () => {
    const { engine } = fakeEngine({});
    Object.assign(engine.docker, { pull: () => new Promise(() => {}) });
    const signal = AbortSignal.timeout(20);
    await expect(pullImage(engine, "redis:8", { signal })).rejects.toThrow(/aborted due to timeout/);
  });

  it.each([
    ["manifest for redis:99 not found: manifest unknown", false],
    ["pull access denied for x, repository does not exist or may require 'docker login'", false],
    ["toomanyrequests: You have reached your pull rate limit", false],
    ["unauthorized: authentication required", false],
    ["dial tcp: lookup registry-1.docker.io on 10.0.0.1:53: no such host", true],
    ["dial tcp: lookup registry-1.docker.io: server misbehaving not found", true],
    ["net/http: request canceled while waiting for connection", true],
    ["proxyconnect tcp: connection refused", true],
  ])("should tell a registry's refusal from none: %s", (reason, unreachable) => {
    expect(isUnreachable(reason)).toBe(unreachable);
  });
});

describe("pulling where no registry answers", () => {
  it("should ask once, and each registry for itself", async () => {
    const { engine, pulled } = fakeEngine({ pulls: { "quay.io/x:1": [] } });
    const failures = await Promise.all(
      ["a:1", "b:1", "c:1", "quay.io/x:1"].map((name) => pullIfReachable(engine, name)),
    );
    expect(pulled).toEqual(["a:1", "quay.io/x:1"]);
    const unreachable = { reason: "dial tcp: no such host", unreachable: true };
    expect(failures).toEqual([unreachable, unreachable, unreachable, undefined]);
  });

  it("should go on asking a registry that answered", async () => {
    const missing = [{ error: "manifest unknown" }];
    const { engine, pulled } = fakeEngine({ pulls: { "a:1": missing, "b:1": [] } });
    expect(await pullIfReachable(engine, "a:1")).toEqual({ reason: "manifest unknown", unreachable: false });
    expect(await pullIfReachable(engine, "b:1")).toBeUndefined();
    expect(pulled).toEqual(["a:1", "b:1"]);
  });
});
