import { createVolume } from "../engine/volume.ts";
import type { BootGraph, Step } from "./boot-graph.ts";
import { fillVolumes } from "./carrier.ts";
import { addEngine, addGuard, type FoundationHooks, makeSite, type Site } from "./foundation.ts";
import type { ClusterPlan } from "./plan.ts";
import { type ClusterImages, resolveImages } from "./resolve-images.ts";

/** What stands before the first service starts. */
export interface Ground extends Site {
  readonly images: ClusterImages;
  /** Named volumes by their mount point. */
  readonly volumes: Readonly<Record<string, string>>;
}

/** Adds engine, images, reaper, network and files; the step of the files comes beside the ground. */
export function addGround(
  graph: BootGraph,
  plan: ClusterPlan,
  hooks: FoundationHooks,
): { ground: Step<Ground>; files: Step<void> } {
  const engine = addEngine(graph, hooks, plan.options.apiPort);
  const images = graph.add("images", [engine], ({ signal, saw }, on) => resolveImages(plan, on, { signal, saw }));
  const guard = addGuard(graph, engine, images, hooks, plan);
  const ground = graph.add("network", [engine, images, guard], async (_, on, resolved, guard) => {
    const site = await makeSite(on, guard, plan.id);
    const name = site.network.getName();
    const { dags, logs, plugins } = plan.profile.paths;
    const volumes = {
      [dags]: `${name}-dags`,
      [logs]: `${name}-logs`,
      ...(plan.plugins && { [plugins]: `${name}-plugins` }),
    };
    await Promise.all(Object.values(volumes).map((volume) => createVolume(on, volume, site.labels)));
    return { ...site, images: resolved, volumes };
  });
  const files = graph.add("files", [ground], (_, on) =>
    fillVolumes(on.engine, {
      image: on.images.airflow.name,
      labels: on.labels,
      volumes: on.volumes,
      folders: {
        ...(plan.dags && { [plan.profile.paths.dags]: plan.dags }),
        ...(plan.plugins && { [plan.profile.paths.plugins]: plan.plugins }),
      },
    }),
  );
  return { ground, files };
}
