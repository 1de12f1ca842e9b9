import type { StartedNetwork } from "testcontainers";
import type { Placement } from "../containers/placement.ts";
import { connectEngine } from "../engine/connect-engine.ts";
import type { Engine } from "../engine/engine.ts";
import type { Labels } from "../engine/labels.ts";
import { createNetwork } from "../engine/network.ts";
import { assertPortFree } from "../engine/port-free.ts";
import type { Reaper } from "../engine/reaper.ts";
import { sweepOrphans } from "../engine/sweep-orphans.ts";
import { testcontainersClient } from "../engine/testcontainers-client.ts";
import type { ResolvedImage } from "../images/resolve-image.ts";
import type { BootGraph, Step } from "./boot-graph.ts";
import { type ClusterGuard, guardCluster } from "./cluster-guard.ts";
import type { KeptPlace } from "./kept/kept-place.ts";

/** Where containers go, of a cluster or of a service alone. */
export interface Site {
  readonly engine: Engine;
  readonly reaper: Reaper;
  readonly network: StartedNetwork;
  /** On everything that belongs together. */
  readonly labels: Labels;
  /** Where a container of this alias goes. @param cpuShares see {@link Placement.cpuShares} */
  place(alias: string, cpuShares?: number): Placement;
}

/** Hears of what has to be cleaned up after a failed start, as soon as it is there. */
export interface FoundationHooks {
  onEngine(engine: Engine): void | Promise<void>;
  /** From here on the reaper has to be let go of. */
  onReaper(letGo: () => Promise<void>): void;
}

/** Adds the step that finds the engine, and frees it of what earlier processes have left behind. */
export function addEngine(graph: BootGraph, hooks: FoundationHooks, wantedPort?: number): Step<Engine> {
  return graph.add("engine", [], async ({ warn }) => {
    const found = await connectEngine();
    // It starts the containers, and must do so where we look for them.
    await testcontainersClient(found);
    for (const warning of found.warnings) warn(warning);
    if (wantedPort !== undefined) await assertPortFree(found, wantedPort);
    for (const session of await sweepOrphans(found)) warn(`removed a cluster that session ${session} had left behind`);
    await hooks.onEngine(found);
    return found;
  });
}

/** Adds the step of the reaper, which comes before anything that it has to guard. */
export function addGuard(
  graph: BootGraph,
  engine: Step<Engine>,
  images: Step<{ readonly ryuk: ResolvedImage }>,
  hooks: FoundationHooks,
  guarded: { id: string; kept?: KeptPlace },
): Step<ClusterGuard> {
  return graph.add("reaper", [engine, images], async (_, on, { ryuk }) => {
    const guard = await guardCluster(on, ryuk.name, guarded);
    hooks.onReaper(guard.letGo);
    return guard;
  });
}

/** Makes the network of a cluster, or of a service alone. */
export async function makeSite(engine: Engine, { reaper, labels, kept }: ClusterGuard, id: string): Promise<Site> {
  const name = `airflow-${id}`;
  const network = await createNetwork(engine, { name, labels });
  return {
    engine,
    reaper,
    network,
    labels,
    place: (alias, cpuShares) => ({ engine, network: name, alias, labels, kept, cpuShares }),
  };
}
