import { existsSync, readFileSync } from "node:fs";
import type Dockerode from "dockerode";
import { isLoopback } from "./bind-address.ts";

/** Where we are, seen from the engine. */
export interface Whereabouts {
  /** True when the engine's loopback interface is ours: its address is local and we are not in a container. */
  readonly local: boolean;
  /** `localhost`, a gateway, or the host of the engine's address. */
  readonly host: string;
}

interface Machine {
  env?: NodeJS.ProcessEnv;
  exists?: (path: string) => boolean;
  readText?: (path: string) => string;
}

/** Finds the host under which the engine's published ports are reached. */
export async function whereabouts(uri: string, docker: Dockerode, machine: Machine = {}): Promise<Whereabouts> {
  const { env = process.env, exists = existsSync } = machine;
  const { protocol, hostname } = new URL(uri);
  const socket = protocol === "unix:" || protocol === "npipe:";
  const bridge = socket && exists("/.dockerenv") ? await bridgeOf(docker, uri) : undefined;
  // A virtual machine made out of an image has /.dockerenv too; only the engine's own machine has the bridge device.
  const inContainer = bridge !== undefined && !(bridge.device && exists(`/sys/class/net/${bridge.device}/bridge`));
  const local = !inContainer && (socket || isLoopback(hostname));
  const override = env.TESTCONTAINERS_HOST_OVERRIDE;
  if (override) return { local, host: override };
  if (!socket) return { local, host: hostname.replace(/^\[|\]$/g, "") };
  if (!inContainer) return { local, host: "localhost" };
  return { local, host: bridge.gateway ?? defaultGateway(machine.readText) ?? "localhost" };
}

interface Bridge {
  readonly device?: string;
  readonly gateway?: string;
}

async function bridgeOf(docker: Dockerode, uri: string): Promise<Bridge> {
  const network = await docker
    .getNetwork(uri.includes("podman.sock") ? "podman" : "bridge")
    .inspect()
    .catch(() => undefined);
  const configs = (network?.IPAM?.Config ?? []) as { Gateway?: string }[];
  return {
    device: network?.Options?.["com.docker.network.bridge.name"],
    gateway: configs.find((config) => config.Gateway)?.Gateway,
  };
}

/** The default gateway out of the kernel's routing table, in which addresses are hexadecimal and reversed. */
function defaultGateway(readText = (path: string): string => readFileSync(path, "utf8")): string | undefined {
  let table: string;
  try {
    table = readText("/proc/net/route");
  } catch {
    return undefined;
  }
  const route = table.split("\n").find((line) => line.split("\t")[1] === "00000000");
  const bytes = route?.split("\t")[2]?.match(/../g);
  return bytes
    ?.map((byte) => Number.parseInt(byte, 16))
    .reverse()
    .join(".");
}
