import { describe, expect, it, onTestFinished } from "vitest";
import { clockAhead, inspectMachine } from "./machine.ts";
import { fakeEngine } from "./testing/fake-engine.ts";

const elsewhere = { platform: "linux" as const, home: "/nonexistent", uid: 4242, properties: {} };

describe("inspection of a machine", () => {
  it("should tell what the engine says of itself", async () => {
    const engine = await fakeEngine();
    onTestFinished(engine.close);
    const machine = await inspectMachine({ ...elsewhere, env: { DOCKER_HOST: engine.uri }, exists: () => false });
    expect(machine).toMatchObject({
      node: process.version,
      loopback: true,
      engine: {
        uri: engine.uri,
        name: "fake",
        cpus: 4,
        apiVersion: "1.99",
        host: "127.0.0.1",
        bindAddress: "127.0.0.1",
      },
    });
  });

  it("should go on without an engine", async () => {
    const machine = await inspectMachine({ ...elsewhere, env: { DOCKER_HOST: "unix:///nonexistent/none.sock" } });
    expect(machine.engine).toBeUndefined();
    expect(machine.search.dead).toHaveLength(1);
  });
});

describe("the engine's clock", () => {
  const noon = Date.parse("2026-01-02T12:00:00Z");

  it("should agree while it lies between question and answer", () => {
    expect(clockAhead("2026-01-02T12:00:00.5Z", noon, noon + 900)).toBe(0);
  });

  it("should be ahead of the answer or behind the question", () => {
    expect(clockAhead("2026-01-02T12:00:10.123456789Z", noon, noon + 1_000)).toBe(9_123);
    expect(clockAhead("2026-01-02T11:59:50Z", noon, noon + 1_000)).toBe(-10_000);
  });

  it("should be unknown where the engine does not tell", () => {
    expect(clockAhead("", noon, noon)).toBeUndefined();
  });
});
