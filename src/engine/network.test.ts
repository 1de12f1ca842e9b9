import type Dockerode from "dockerode";
import { StartedNetwork } from "testcontainers";
import { describe, expect, it, vi } from "vitest";
import type { Engine } from "./engine.ts";
import { createNetwork, startedNetwork } from "./network.ts";
import { networkAdvice } from "./network-advice.ts";

const failing = (message: string) =>
  ({
    bindAddress: "127.0.0.1",
    docker: { createNetwork: async () => Promise.reject(new Error(message)) },
  }) as unknown as Engine;

describe("a network that the engine refuses", () => {
  it("should be an error with the engine's reason and what helps", async () => {
    const refused = createNetwork(failing("could not find an available, non-overlapping IPv4 address pool"), {
      name: "airflow",
      labels: {},
    });
    await expect(refused).rejects.toMatchObject({
      code: "AT_CONTAINER",
      what: "the network airflow could not be made",
      parts: { try: "remove networks that nobody uses: docker network prune" },
    });
  });

  it("should point to iptables where those fail", () => {
    expect(networkAdvice("Failed to Setup IP tables: iptables failed: nf_tables")).toContain("iptables-legacy");
    expect(networkAdvice("something else")).toBeUndefined();
  });
});

describe("a network of ours in the eyes of testcontainers", () => {
  const remove = vi.fn(async () => {});
  const network = startedNetwork("airflow-1", { id: "0123", remove } as unknown as Dockerode.Network);

  it("should have every method of its class", () => {
    const methods = Reflect.ownKeys(StartedNetwork.prototype).filter((name) => name !== "constructor");
    expect(Reflect.ownKeys(network)).toEqual(expect.arrayContaining(methods));
  });

  it("should be removed when it is stopped", async () => {
    expect([network.getName(), network.getId()]).toEqual(["airflow-1", "0123"]);
    await network.stop();
    expect(remove).toHaveBeenCalledOnce();
  });
});
