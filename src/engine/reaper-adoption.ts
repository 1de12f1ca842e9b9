import type { ContainerRuntimeClient } from "testcontainers";
import type { Engine } from "./engine.ts";
import { SESSION_LABEL } from "./labels.ts";
import { REAPER_PORT } from "./reaper-options.ts";
import { testcontainersClient } from "./testcontainers-client.ts";

/**
 * Has testcontainers use a reaper for everything it starts in this process. It adopts one of the running reapers that
 * a client lists (reaper/reaper.js of 12.2), so it gets a client that lists this one and no other.
 * Where testcontainers had a reaper already, it keeps that one.
 */
export async function adoptReaper(engine: Engine, sessionId: string, containerId: string, port: number): Promise<void> {
  const client = await testcontainersClient(engine);
  const listed = {
    Id: containerId,
    State: "running",
    Created: 0,
    Labels: { "org.testcontainers.ryuk": "true", [SESSION_LABEL]: sessionId },
    Ports: [{ PrivatePort: REAPER_PORT, PublicPort: port }],
  };
  const only = {
    info: { ...client.info, containerRuntime: { ...client.info.containerRuntime, host: engine.host } },
    container: { list: async () => [listed] },
  } as unknown as ContainerRuntimeClient;
  const { getReaper } = await import("testcontainers");
  await getReaper(only);
}

/** The session that testcontainers makes up where TESTCONTAINERS_RYUK_DISABLED forbids a reaper. */
export async function sessionWithoutReaper(engine: Engine): Promise<string> {
  const client = await testcontainersClient(engine);
  const { getReaper } = await import("testcontainers");
  return (await getReaper(client)).sessionId;
}
