import type { Engine } from "../engine/engine.ts";
import { CLUSTER_LABEL, KEPT_LABEL, labelFilter } from "../engine/labels.ts";

/** A cluster as the engine shows it. */
export interface RunningCluster {
  readonly id: string;
  /** Whether it is kept for later processes, by this folder of kept clusters or another. */
  readonly kept: boolean;
  /** Containers that run, and all of them. */
  readonly running: number;
  readonly containers: number;
}

/** All clusters of this package on an engine, whoever started them. */
export async function runningClusters({ docker }: Pick<Engine, "docker">): Promise<RunningCluster[]> {
  const found = await docker.listContainers({ all: true, filters: labelFilter({ [CLUSTER_LABEL]: "" }) });
  const ids = [...new Set(found.flatMap(({ Labels }) => Labels[CLUSTER_LABEL] ?? []))].sort();
  return ids.map((id) => {
    const own = found.filter(({ Labels }) => Labels[CLUSTER_LABEL] === id);
    return {
      id,
      kept: own.some(({ Labels }) => KEPT_LABEL in Labels),
      running: own.filter(({ State }) => State === "running").length,
      containers: own.length,
    };
  });
}
