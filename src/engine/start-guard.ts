import { randomBytes } from "node:crypto";
import { reasonOf } from "../base/harness-error.ts";
import type { Engine } from "./engine.ts";
import { CLUSTER_LABEL } from "./labels.ts";
import { connectWhenReady } from "./reaper-connection.ts";
import { startReaperContainer } from "./reaper-container.ts";
import { reaperSettings } from "./reaper-options.ts";

/**
 * Has a cluster removed when this process ends before it lets go, by a reaper for this cluster alone. What is to be kept
 * cannot carry the labels of a session, and labels stay as they were made; so the reaper is told the cluster's own.
 *
 * Does nothing where there may be no reaper, or only one on a fixed port that serves others too. What a process leaves
 * there that is killed is found by the next command.
 * @returns call it when the cluster stands, or is gone
 */
export async function guardStart(engine: Engine, reaperImage: string, clusterId: string): Promise<() => Promise<void>> {
  const settings = reaperSettings();
  if (settings.disabled || settings.port !== undefined) return async () => {};
  const session = `${clusterId}-${randomBytes(3).toString("hex")}`;
  const container = await startReaperContainer(engine, reaperImage, session, settings);
  const remove = () => engine.docker.getContainer(container.id).remove({ force: true, v: true });
  try {
    const socket = await connectWhenReady(engine, container, [{ [CLUSTER_LABEL]: clusterId }]);
    return async () => {
      // In this order: a reaper that lives without its client removes what it guards.
      await remove().catch((error: unknown) => {
        if (!/no such container|already in progress/i.test(reasonOf(error))) throw error;
      });
      socket.destroy();
    };
  } catch (error) {
    await remove().catch(() => {});
    throw error;
  }
}
