import { once } from "node:events";
import { createServer } from "node:net";
import { HarnessError } from "../base/harness-error.ts";
import type { Engine } from "./engine.ts";
import { portOwner } from "./port-owner.ts";

/**
 * Checks a host port that the user asked for before anything is started on it.
 * On a remote engine only containers can be seen.
 * @throws HarnessError `AT_PORT` naming the container or process that has it, as far as known
 */
export async function assertPortFree(engine: Engine, port: number): Promise<void> {
  const owner =
    (await containerOn(engine, port)) ?? (engine.local ? await processOn(port, engine.bindAddress) : undefined);
  if (owner === undefined) return;
  throw new HarnessError("AT_PORT", `host port ${port} is taken`, {
    observed: `it belongs to ${owner}`,
    try: "choose another port, or name none: a free one is then found",
  });
}

async function containerOn({ docker }: Engine, port: number): Promise<string | undefined> {
  const containers = await docker.listContainers();
  const owner = containers.find(({ Ports }) =>
    Ports.some(({ PublicPort, Type }) => PublicPort === port && Type === "tcp"),
  );
  return owner && `the container ${owner.Names[0]?.slice(1) ?? owner.Id.slice(0, 12)} (${owner.Image})`;
}

async function processOn(port: number, address: string): Promise<string | undefined> {
  if (await canListen(port, address)) return undefined;
  return portOwner(port) ?? "a process of this machine";
}

/** Whether a TCP port can be bound; `0` asks for any. Not being allowed to is no sign that it is taken. */
export async function canListen(port: number, address: string): Promise<boolean> {
  const server = createServer();
  try {
    server.listen({ port, host: address, exclusive: true });
    await once(server, "listening");
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EACCES" && port !== 0;
  } finally {
    server.close();
  }
}
