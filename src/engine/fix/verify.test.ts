import type Dockerode from "dockerode";
import { describe, expect, it } from "vitest";
import type { FoundEngine } from "../find-engine.ts";
import { startDaemon } from "./run-command.ts";
import { verifyNetwork, waitForEngine } from "./verify.ts";

const io = { write: () => {}, env: { DOCKER_HOST: "unix:///nonexistent/none.sock" } };
const engine = (createNetwork: () => Promise<unknown>) =>
  ({ docker: { createNetwork } as unknown as Dockerode }) as FoundEngine;

describe("the network of a new engine", () => {
  it("should be made and removed", async () => {
    const calls: string[] = [];
    await verifyNetwork(engine(async () => ({ remove: async () => calls.push("removed") })));
    expect(calls).toEqual(["removed"]);
  });

  it("should point to iptables where it fails by them", async () => {
    const failing = engine(async () => Promise.reject(new Error("iptables failed: iptables --wait -t nat: nf_tables")));
    await expect(verifyNetwork(failing)).rejects.toMatchObject({
      code: "AT_ENGINE",
      what: "the engine answers, but cannot make a network",
      parts: { try: expect.stringContaining("iptables-legacy") },
    });
  });
});

describe("an engine that ends at once", () => {
  it("should be an error, not a wait", async () => {
    const daemon = startDaemon(["sh", "-c", "exit 1"], "/dev/null");
    const engineRuns = async () => false;
    const awaited = {
      uri: "unix:///nonexistent/none.sock",
      init: "none" as const,
      daemon,
      log: "/nonexistent/log",
      engineRuns,
    };
    await expect(waitForEngine(awaited, io)).rejects.toMatchObject({
      code: "AT_ENGINE",
      what: "the engine ended at once (exit code 1)",
    });
  });
});
