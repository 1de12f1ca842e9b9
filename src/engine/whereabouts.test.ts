import type Dockerode from "dockerode";
import { describe, expect, it } from "vitest";
import { whereabouts } from "./whereabouts.ts";

const socket = "unix:///var/run/docker.sock";
const network = (description: object) =>
  ({ getNetwork: () => ({ inspect: async () => description }) }) as unknown as Dockerode;
const withGateway = network({ IPAM: { Config: [{ Subnet: "172.17.0.0/16" }, { Gateway: "172.17.0.1" }] } });
const bridge = network({ Options: { "com.docker.network.bridge.name": "docker0" } });
const having = (...paths: string[]) => ({ env: {}, exists: (path: string) => paths.includes(path) });

describe("where we are, seen from the engine", () => {
  it("should be local on the engine's own machine", async () => {
    expect(await whereabouts(socket, withGateway, having())).toEqual({ local: true, host: "localhost" });
    expect(await whereabouts("tcp://127.0.0.1:2375", withGateway, having())).toEqual({
      local: true,
      host: "127.0.0.1",
    });
  });

  it("should be the host of a remote engine", async () => {
    expect(await whereabouts("tcp://build-host:2376", withGateway, having())).toEqual({
      local: false,
      host: "build-host",
    });
    expect(await whereabouts("tcp://[fd00::1]:2376", withGateway, having())).toEqual({ local: false, host: "fd00::1" });
  });

  it("should be the bridge's gateway in a container", async () => {
    expect(await whereabouts(socket, withGateway, having("/.dockerenv"))).toEqual({ local: false, host: "172.17.0.1" });
  });

  it("should be our default gateway where the engine does not tell the bridge's", async () => {
    const readText = () =>
      "Iface\tDestination\tGateway\neth0\t00000000\t010011AC\t0003\neth0\t000011AC\t00000000\t0001\n";
    const here = await whereabouts(socket, bridge, { ...having("/.dockerenv"), readText });
    expect(here).toEqual({ local: false, host: "172.17.0.1" });
  });

  it("should be local on a machine made from an image, where the bridge device is ours", async () => {
    const machine = having("/.dockerenv", "/sys/class/net/docker0/bridge");
    expect(await whereabouts(socket, bridge, machine)).toEqual({ local: true, host: "localhost" });
  });

  it("should obey TESTCONTAINERS_HOST_OVERRIDE", async () => {
    const machine = { ...having("/.dockerenv"), env: { TESTCONTAINERS_HOST_OVERRIDE: "host.docker.internal" } };
    expect(await whereabouts(socket, withGateway, machine)).toEqual({ local: false, host: "host.docker.internal" });
  });
});
