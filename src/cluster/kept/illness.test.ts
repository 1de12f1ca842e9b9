import { describe, expect, it } from "vitest";
import type { Engine } from "../../engine/engine.ts";
import { illnessOf } from "./illness.ts";
import { someEntry } from "./testing/entries.ts";

const states = (...containers: [id: string, State: string, Status?: string][]) => {
  const list = containers.map(([Id, State, Status = ""]) => ({ Id, State, Status, Ports: [] }));
  const docker = { listContainers: async () => list, getContainer: () => ({}) };
  return { docker, host: "127.0.0.1" } as unknown as Engine;
};
const illness = (engine: Engine) => illnessOf(engine, someEntry, { patienceMs: 100 });

describe("a kept cluster cannot be used", () => {
  it("where its containers are gone", async () => {
    expect(await illness(states())).toBe("its containers are gone");
  });

  it("where some are gone, have ended or are paused", async () => {
    expect(await illness(states(["1", "paused"], ["3", "exited", "Exited (137) 4 minutes ago"]))).toBe(
      "postgres is paused, rabbitmq is gone, api-server exited (137) 4 minutes ago",
    );
  });

  it("where they run and nothing answers", async () => {
    const running = states(["1", "running"], ["2", "running"], ["3", "restarting"]);
    expect(await illness(running)).toMatch(/no answer|does not answer|Invalid URL/);
  });
});
