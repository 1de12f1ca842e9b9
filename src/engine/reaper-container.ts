import { PassThrough } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type Dockerode from "dockerode";
import { HarnessError, reasonOf } from "../base/harness-error.ts";
import type { Engine } from "./engine.ts";
import { REAPER_LABEL } from "./labels.ts";
import { REAPER_PORT, type ReaperSettings, reaperOptions } from "./reaper-options.ts";
import { testcontainersClient } from "./testcontainers-client.ts";

const SHARED_LOOKS = 16;
const SHARED_INTERVAL_MS = 200;

/** A reaper container that was started, though it need not listen yet. */
export interface ReaperContainer {
  readonly id: string;
  readonly port: number;
  /** False when another process started it: on a fixed port there is one for all. */
  readonly owned: boolean;
  /** What it has printed so far; its log is gone as soon as it exits. */
  output(): string;
}

/**
 * Starts a reaper for this process.
 * @throws HarnessError `AT_IMAGE` where the image is not there, `AT_PORT` where a fixed port is taken by something else
 */
export async function startReaperContainer(
  engine: Engine,
  image: string,
  sessionId: string,
  settings: ReaperSettings,
): Promise<ReaperContainer> {
  const { remoteSocketPath: socketPath } = (await testcontainersClient(engine)).info.containerRuntime;
  const container = await engine.docker
    .createContainer(reaperOptions({ ...engine, socketPath }, image, sessionId, settings))
    .catch((error: unknown) => {
      throw createError(image, error);
    });
  try {
    const output = await follow(container);
    await container.start();
    const { NetworkSettings } = await container.inspect();
    const port = Number(NetworkSettings.Ports[`${REAPER_PORT}/tcp`]?.[0]?.HostPort);
    return { id: container.id, port, owned: true, output };
  } catch (error) {
    await container.remove({ force: true }).catch(() => {});
    const shared =
      settings.port !== undefined && isPortTaken(error) ? await sharedReaper(engine, settings.port) : undefined;
    if (shared) return shared;
    throw startError(engine, settings, error);
  }
}

/** Removes reapers that were created and never started: their process was killed in between. */
export async function sweepUnstarted({ docker }: Engine, now: number = Date.now()): Promise<void> {
  const filters = { label: [REAPER_LABEL], status: ["created"] };
  const created = await docker.listContainers({ all: true, filters });
  const stale = created.filter(({ Created }) => Created * 1000 < now - 300_000);
  await Promise.allSettled(stale.map(({ Id }) => docker.getContainer(Id).remove({ force: true })));
}

/** The reaper of another process on the same fixed port; it may be about to start. */
async function sharedReaper({ docker }: Engine, port: number): Promise<ReaperContainer | undefined> {
  for (let look = 0; look < SHARED_LOOKS; look++) {
    if (look > 0) await sleep(SHARED_INTERVAL_MS);
    const reapers = await docker.listContainers({ filters: { label: ["org.testcontainers.ryuk=true"] } });
    const shared = reapers.find(({ Ports }) => Ports.some(({ PublicPort }) => PublicPort === port));
    if (shared) return { id: shared.Id, port, owned: false, output: () => "" };
  }
  return undefined;
}

async function follow(container: Dockerode.Container): Promise<() => string> {
  const stream = await container.attach({ stream: true, stdout: true, stderr: true });
  const text = new PassThrough();
  let output = "";
  text.on("data", (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-4_000);
  });
  container.modem.demuxStream(stream, text, text);
  // A process that has nothing else to do may end while the reaper runs.
  (stream as unknown as { socket?: { unref(): void }; unref?(): void }).socket?.unref();
  return () => output.trim().split("\n").slice(-20).join("\n");
}

function isPortTaken(error: unknown): boolean {
  return /already allocated|address already in use/.test(reasonOf(error));
}

function createError(image: string, error: unknown): HarnessError {
  const missing = error instanceof Error && "statusCode" in error && error.statusCode === 404;
  return new HarnessError(missing ? "AT_IMAGE" : "AT_CONTAINER", `the reaper (${image}) could not be created`, {
    observed: reasonOf(error),
    cause: error,
  });
}

function startError({ bindAddress }: Engine, { port }: ReaperSettings, error: unknown): HarnessError {
  const reason = reasonOf(error);
  if (port !== undefined && isPortTaken(error)) {
    return new HarnessError("AT_PORT", `the reaper's port ${port} is taken`, {
      observed: reason,
      try: "another TESTCONTAINERS_RYUK_PORT, or none: a free one is then found",
      cause: error,
    });
  }
  const foreign = /cannot assign requested address/.test(reason);
  return new HarnessError("AT_CONTAINER", "the reaper could not be started", {
    expected: "a small container that removes everything once this process is gone",
    observed: reason,
    try: foreign ? `AIRFLOW_TESTCONTAINERS_BIND_ADDRESS: the engine's machine does not have ${bindAddress}` : undefined,
    cause: error,
  });
}
