import { randomBytes } from "node:crypto";
import type { Socket } from "node:net";
import type { Engine } from "./engine.ts";
import { PROCESS_LABEL, SESSION_LABEL } from "./labels.ts";
import { adoptReaper, sessionWithoutReaper } from "./reaper-adoption.ts";
import { connectWhenReady } from "./reaper-connection.ts";
import { startReaperContainer, sweepUnstarted } from "./reaper-container.ts";
import { REAPER_PORT, type ReaperSettings, reaperSettings } from "./reaper-options.ts";
import { isEmpty, listAll } from "./remove-all.ts";
import { testcontainersLoaded } from "./testcontainers-client.ts";

/** What guards this process: whatever carries the session's labels is removed when the process is gone. */
export interface Reaper {
  /** Value of the label by which it finds what to remove. */
  readonly sessionId: string;
  /** Empty where TESTCONTAINERS_RYUK_DISABLED forbids a reaper, and for a cluster that is kept. */
  readonly containerId: string;
  /** The image from which testcontainers in another process can start a reaper for what it starts beside the cluster. */
  readonly image: string;
}

interface Guard extends Omit<Reaper, "image"> {
  readonly engine: Engine;
  readonly owned: boolean;
  readonly socket?: Socket;
}

// One id for the whole life of the process: testcontainers keeps the first that it adopts.
let sessionId: string | undefined;
let starting: Promise<Guard> | undefined;
let holders = 0;

/**
 * Starts the reaper of this process, or counts one more holder of the one that runs; each holder calls
 * {@link stopReaper} once. Every process has its own, because a reaper prunes only after its last client has left.
 * @throws HarnessError `AT_IMAGE`, `AT_PORT` or `AT_CONTAINER`
 */
export async function startReaper(engine: Engine, reaperImage: string): Promise<Reaper> {
  holders++;
  try {
    if ((await starting?.catch(() => undefined))?.socket?.destroyed) starting = undefined;
    starting ??= guard(engine, reaperImage, reaperSettings());
    const { sessionId, containerId } = await starting;
    return { sessionId, containerId, image: reaperImage };
  } catch (error) {
    holders--;
    starting = undefined;
    throw error;
  }
}

/**
 * Lets testcontainers in this process use the reaper of another process of ours for what it starts beside that process's
 * cluster; where it is loaded later, or that reaper is gone, it can start one of its own from the same image. Does nothing
 * where this process has a reaper.
 */
export async function joinReaper(engine: Engine, { sessionId: session, containerId, image }: Reaper): Promise<void> {
  if (starting) return;
  // Testcontainers reads the variable when it needs a reaper; without it, it would look for its own image at a registry.
  process.env.RYUK_CONTAINER_IMAGE ||= image;
  if (containerId === "" || !testcontainersLoaded()) return;
  const running = await engine.docker
    .getContainer(containerId)
    .inspect()
    .catch(() => undefined);
  const port = Number(running?.NetworkSettings.Ports[`${REAPER_PORT}/tcp`]?.[0]?.HostPort);
  // It may go at this moment; testcontainers then looks for a reaper of its own when it needs one.
  if (port) await adoptReaper(engine, session, containerId, port).catch(() => {});
}

/**
 * Lets go of the reaper. The last holder ends it at once, unless something of this process is still there: then the
 * reaper stays and removes that after the process has ended.
 */
export async function stopReaper(): Promise<void> {
  holders = Math.max(0, holders - 1);
  const running = await starting?.catch(() => undefined);
  if (holders > 0 || !running?.owned) return;
  const { engine, containerId, socket } = running;
  const left = await Promise.all(filters(running.sessionId).map((labels) => listAll(engine, labels)));
  if (holders > 0 || !left.every(isEmpty)) return;
  starting = undefined;
  // Gone already, or going: both are what we want.
  await engine.docker
    .getContainer(containerId)
    .remove({ force: true, v: true })
    .catch(() => {});
  socket?.destroy();
}

async function guard(engine: Engine, image: string, settings: ReaperSettings): Promise<Guard> {
  if (settings.disabled) {
    return { engine, sessionId: await sessionWithoutReaper(engine), containerId: "", owned: false };
  }
  sweepUnstarted(engine).catch(() => {});
  sessionId ??= randomBytes(6).toString("hex");
  const container = await startReaperContainer(engine, image, sessionId, settings);
  try {
    const socket = await connectWhenReady(engine, container, filters(sessionId));
    await adoptReaper(engine, sessionId, container.id, container.port);
    return { engine, sessionId, containerId: container.id, owned: container.owned, socket };
  } catch (error) {
    if (container.owned)
      await engine.docker
        .getContainer(container.id)
        .remove({ force: true })
        .catch(() => {});
    throw error;
  }
}

function filters(session: string): Record<string, string>[] {
  return [{ [PROCESS_LABEL]: session }, { [SESSION_LABEL]: session }];
}
