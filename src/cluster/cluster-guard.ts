import type { Engine } from "../engine/engine.ts";
import { clusterLabels, keptLabels, type Labels } from "../engine/labels.ts";
import { type Reaper, startReaper, stopReaper } from "../engine/reaper.ts";
import { guardStart } from "../engine/start-guard.ts";
import type { KeptPlace } from "./kept/kept-place.ts";

/** What removes a cluster whose process is gone, and the labels by which it is found. */
export interface ClusterGuard {
  readonly reaper: Reaper;
  readonly labels: Labels;
  /** Whether the containers are to outlive the process. */
  readonly kept: boolean;
  /** To be called once: when the cluster is gone, or stands and is to be kept. */
  letGo(): Promise<void>;
}

/** Guards a cluster until this process ends; one that is to be kept, until it stands. */
export async function guardCluster(
  engine: Engine,
  reaperImage: string,
  { id, kept }: { id: string; kept?: KeptPlace },
): Promise<ClusterGuard> {
  if (kept) {
    return {
      reaper: { sessionId: "", containerId: "", image: reaperImage },
      labels: keptLabels(id, kept.name, kept.keeper),
      kept: true,
      letGo: await guardStart(engine, reaperImage, id),
    };
  }
  const reaper = await startReaper(engine, reaperImage);
  const guarded = reaper.containerId !== "";
  return { reaper, labels: clusterLabels(id, reaper.sessionId, guarded), kept: false, letGo: stopReaper };
}
