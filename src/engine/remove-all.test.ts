import { describe, expect, it } from "vitest";
import type { Engine } from "./engine.ts";
import { removeAll } from "./remove-all.ts";

interface World {
  containers: Set<string>;
  networks: Set<string>;
  volumes: Set<string>;
  calls: string[];
}

const status = (statusCode: number) => Object.assign(new Error(`HTTP ${statusCode}`), { statusCode });

/** An engine that keeps three sets; `refuse` may throw before a removal. */
function engineOf(world: World, refuse: (call: string) => void = () => {}): Engine {
  const remover = (kind: "containers" | "networks" | "volumes", id: string) => ({
    remove: async () => {
      world.calls.push(`${kind} ${id}`);
      refuse(`${kind} ${id}`);
      if (!world[kind].delete(id)) throw status(404);
    },
    inspect: async () => ({ Containers: { foreign: {} } }),
    disconnect: async ({ Container }: { Container: string }) => void world.calls.push(`disconnect ${Container}`),
  });
  const docker = {
    listContainers: async () => [...world.containers].map((Id) => ({ Id })),
    listNetworks: async () => [...world.networks].map((Id) => ({ Id })),
    listVolumes: async () => ({ Volumes: world.volumes.size ? [...world.volumes].map((Name) => ({ Name })) : null }),
    getContainer: (id: string) => remover("containers", id),
    getNetwork: (id: string) => remover("networks", id),
    getVolume: (id: string) => remover("volumes", id),
  };
  return { docker } as unknown as Engine;
}

const world = (): World => ({
  containers: new Set(["c1", "c2"]),
  networks: new Set(["n1"]),
  volumes: new Set(["v1"]),
  calls: [],
});
const label = { "airflow-testcontainers.cluster": "x" };

describe("removal by label", () => {
  it("should take containers before networks and volumes, and count", async () => {
    const all = world();
    expect(await removeAll(engineOf(all), label)).toEqual({ containers: 2, networks: 1, volumes: 1 });
    expect(all.calls).toEqual(["containers c1", "containers c2", "volumes v1", "disconnect foreign", "networks n1"]);
  });

  it("should be content where there is nothing", async () => {
    const none = { containers: new Set<string>(), networks: new Set<string>(), volumes: new Set<string>(), calls: [] };
    expect(await removeAll(engineOf(none), label)).toEqual({ containers: 0, networks: 0, volumes: 0 });
  });

  it("should wait out a removal that is under way", async () => {
    const all = world();
    let refusals = 2;
    const engine = engineOf(all, (call) => {
      if (call === "containers c1" && refusals-- > 0) throw status(409);
    });
    expect(await removeAll(engine, label)).toMatchObject({ containers: 2 });
  });

  it("should accept that somebody else was quicker", async () => {
    const all = world();
    const engine = engineOf(all, (call) => {
      if (call !== "containers c1") return;
      all.containers.delete("c1");
      throw status(404);
    });
    expect(await removeAll(engine, label)).toMatchObject({ containers: 2 });
  });

  it("should name what cannot be removed", async () => {
    const engine = engineOf(world(), (call) => {
      if (call === "volumes v1") throw new Error("volume is in use");
    });
    await expect(removeAll(engine, label, { timeoutMs: 150 })).rejects.toMatchObject({
      code: "AT_ENGINE",
      parts: { observed: "volume v1; volume is in use" },
    });
  });

  it("should refuse to remove everything", async () => {
    await expect(removeAll(engineOf(world()), {})).rejects.toThrow("needs a label");
  });
});
