import type { Engine } from "./engine.ts";
import { CLUSTER_LABEL, PROCESS_LABEL, REAPER_LABEL } from "./labels.ts";
import { removeAll } from "./remove-all.ts";

/**
 * Removes clusters whose process and reaper are both gone, as after a restart of the machine: their components were told
 * to restart. Does nothing while any reaper of ours runs; the cluster of a process always comes after its reaper, so
 * what was listed before the reapers and has none is nobody's.
 * @returns ids of the sessions that were removed
 */
export async function sweepOrphans(engine: Engine): Promise<string[]> {
  const sessions = await sessionsWithClusters(engine);
  if (sessions.length === 0) return [];
  const reapers = await engine.docker.listContainers({ filters: { label: [REAPER_LABEL] } });
  if (reapers.length > 0) return [];
  for (const session of sessions) await removeAll(engine, { [PROCESS_LABEL]: session });
  return sessions;
}

async function sessionsWithClusters({ docker }: Engine): Promise<string[]> {
  const filters = { label: [CLUSTER_LABEL, PROCESS_LABEL] };
  const [containers, networks, volumes] = await Promise.all([
    docker.listContainers({ all: true, filters }),
    docker.listNetworks({ filters }),
    docker.listVolumes({ filters: JSON.stringify(filters) }),
  ]);
  const labels = [
    ...containers.map(({ Labels }) => Labels),
    ...networks.map(({ Labels }) => Labels),
    ...(volumes.Volumes ?? []).map(({ Labels }) => Labels),
  ];
  return [...new Set(labels.flatMap((all) => all?.[PROCESS_LABEL] ?? []))];
}
