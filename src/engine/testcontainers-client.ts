import { createRequire } from "node:module";
import { setTimeout as sleep } from "node:timers/promises";
import type { ContainerRuntimeClient } from "testcontainers";
import { HarnessError, reasonOf } from "../base/harness-error.ts";
import type { Engine } from "./engine.ts";

// testcontainers puts no limit on its own questions.
const TIMEOUT_MS = 30_000;

let client: Promise<ContainerRuntimeClient> | undefined;

/**
 * testcontainers' client of this process, which must have ended at the engine that we found, and which reaches
 * published ports as we do from now on. Only what starts containers asks for it: loading testcontainers takes longer
 * than using a cluster that is there.
 * @throws HarnessError `AT_ENGINE` where it did not
 */
export function testcontainersClient(engine: Engine): Promise<ContainerRuntimeClient> {
  client ??= agreedClient(engine).catch((error: unknown) => {
    client = undefined;
    throw error;
  });
  return client;
}

/** Whether something in this process has loaded testcontainers, to start containers with it. */
export function testcontainersLoaded(): boolean {
  const require = createRequire(import.meta.url);
  return require.resolve("testcontainers") in require.cache;
}

async function agreedClient(engine: Engine): Promise<ContainerRuntimeClient> {
  const { getContainerRuntimeClient } = await import("testcontainers");
  const limit = new AbortController();
  const tooLate = sleep(TIMEOUT_MS, undefined, { signal: limit.signal }).then(() => {
    throw disagreement(engine, `it found none in ${TIMEOUT_MS / 1000} s`);
  });
  tooLate.catch(() => {});
  try {
    const client = await withHostOverride(engine.host, () => Promise.race([getContainerRuntimeClient(), tooLate]));
    const theirs = (await Promise.race([client.container.dockerode.info(), tooLate])) as { ID?: string; Name?: string };
    // Podman gives no ID.
    if ((theirs.ID ?? "") !== engine.id) {
      throw disagreement(engine, `it uses the engine of ${theirs.Name ?? "another machine"}`);
    }
    reachBy(client, engine.host);
    return client;
  } catch (error) {
    throw error instanceof HarnessError ? error : disagreement(engine, reasonOf(error), error);
  } finally {
    limit.abort();
  }
}

/** Without it testcontainers pulls and runs an image to find a gateway, wherever it sees a /.dockerenv. */
async function withHostOverride<T>(host: string, work: () => Promise<T>): Promise<T> {
  const before = process.env.TESTCONTAINERS_HOST_OVERRIDE;
  process.env.TESTCONTAINERS_HOST_OVERRIDE = host;
  try {
    return await work();
  } finally {
    if (before === undefined) delete process.env.TESTCONTAINERS_HOST_OVERRIDE;
    else process.env.TESTCONTAINERS_HOST_OVERRIDE = before;
  }
}

/** A client made earlier in this process says `localhost`, which may resolve to ::1, where none of our ports is. */
function reachBy(client: ContainerRuntimeClient, host: string): void {
  const runtime = client.info.containerRuntime;
  if (runtime.host === host || host !== "127.0.0.1") return;
  runtime.host = host;
  runtime.hostIps = [{ address: host, family: 4 }];
}

function disagreement({ uri, name, id }: Engine, observed: string, cause?: unknown): HarnessError {
  return new HarnessError("AT_ENGINE", `testcontainers does not use the engine at ${uri}`, {
    expected: `testcontainers' own search ends at ${uri} (${name || id})`,
    observed,
    try: `name the engine: DOCKER_HOST=${uri}`,
    cause,
  });
}
