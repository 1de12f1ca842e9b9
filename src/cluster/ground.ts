import type { StartedNetwork } from "testcontainers";
import { profileFor } from "../airflow/profiles.ts";
import { HarnessError } from "../base/harness-error.ts";
import type { Placement } from "../containers/placement.ts";
import { connectEngine } from "../engine/connect-engine.ts";
import type { Engine } from "../engine/engine.ts";
import { clusterLabels } from "../engine/labels.ts";
import { createNetwork } from "../engine/network.ts";
import { assertPortFree } from "../engine/port-free.ts";
import { type Reaper, startReaper } from "../engine/reaper.ts";
import { sweepOrphans } from "../engine/sweep-orphans.ts";
import { createVolume } from "../engine/volume.ts";
import { checkImagePair } from "../images/pair.ts";
import { buildRequirementsImage } from "../images/requirements-image.ts";
import { type ResolvedImage, resolveImage } from "../images/resolve-image.ts";
import type { Service } from "../images/service.ts";
import { buildUserImage } from "../images/user-image.ts";
import type { BootGraph, Step } from "./boot-graph.ts";
import { fillVolumes } from "./carrier.ts";
import type { ClusterPlan } from "./plan.ts";

/** What stands before the first service starts. */
export interface Ground {
  readonly engine: Engine;
  readonly images: Readonly<Record<Exclude<Service, "redis">, ResolvedImage> & { redis?: ResolvedImage }>;
  readonly network: StartedNetwork;
  readonly reaper: Reaper;
  /** Named volumes by their mount point. */
  readonly volumes: Readonly<Record<string, string>>;
  /** Where a container of this alias goes. */
  place(alias: string): Placement;
}

/** Hears of what has to be cleaned up after a failed start, as soon as it is there. */
export interface GroundHooks {
  onEngine(engine: Engine): void | Promise<void>;
  /** From here on the reaper has to be let go of. */
  onReaper(): void;
}

/** Adds engine, images, reaper, network and files; the step of the files comes beside the ground. */
export function addGround(
  graph: BootGraph,
  plan: ClusterPlan,
  hooks: GroundHooks,
): { ground: Step<Ground>; files: Step<void> } {
  const engine = graph.add("engine", [], async ({ warn }) => {
    const found = await connectEngine();
    for (const warning of found.warnings) warn(warning);
    if (plan.options.apiPort !== undefined) await assertPortFree(found, plan.options.apiPort);
    for (const session of await sweepOrphans(found)) warn(`removed a cluster that session ${session} had left behind`);
    await hooks.onEngine(found);
    return found;
  });
  const images = graph.add("images", [engine], ({ signal, saw }, on) => resolveImages(plan, on, { signal, saw }));
  const reaper = graph.add("reaper", [engine, images], async (_, on, { ryuk }) => {
    const guard = await startReaper(on, ryuk.name);
    hooks.onReaper();
    return guard;
  });
  const ground = graph.add("network", [engine, images, reaper], async (_, on, resolved, guard) => {
    const labels = clusterLabels(plan.id, guard.sessionId, guard.containerId !== "");
    const name = `airflow-${plan.id}`;
    const { dags, logs, plugins } = plan.profile.paths;
    const volumes = {
      [dags]: `${name}-dags`,
      [logs]: `${name}-logs`,
      ...(plan.plugins && { [plugins]: `${name}-plugins` }),
    };
    const network = await createNetwork(on, { name, labels });
    await Promise.all(Object.values(volumes).map((volume) => createVolume(on, volume, labels)));
    const place = (alias: string): Placement => ({ engine: on, network: name, alias, labels });
    return { engine: on, images: resolved, network, reaper: guard, volumes, place };
  });
  const files = graph.add("files", [ground], (_, on) =>
    fillVolumes(on.engine, {
      image: on.images.airflow.name,
      labels: on.place("files").labels,
      volumes: on.volumes,
      folders: {
        ...(plan.dags && { [plan.profile.paths.dags]: plan.dags }),
        ...(plan.plugins && { [plan.profile.paths.plugins]: plan.plugins }),
      },
    }),
  );
  return { ground, files };
}

async function resolveImages(
  plan: ClusterPlan,
  engine: Engine,
  { signal, saw }: { signal: AbortSignal; saw: (text: string) => void },
): Promise<Ground["images"]> {
  const { options, version } = plan;
  const resolve = (service: Service, image?: string) =>
    resolveImage(engine, service, { image, airflowVersion: version, onProgress: saw, signal });
  const [base, postgres, rabbitmq, redis, ryuk] = await Promise.all([
    resolve("airflow", options.image),
    resolve("postgres", options.postgres.image),
    resolve("rabbitmq", options.rabbitmq.image),
    options.redis ? resolve("redis", typeof options.redis === "object" ? options.redis.image : undefined) : undefined,
    resolve("ryuk"),
  ]);
  assertVersion(plan, base);
  const build = { onProgress: saw, signal };
  const own = plan.dockerfile ? await buildUserImage(engine, base, plan.dockerfile, build) : base;
  const airflow = plan.requirements ? await buildRequirementsImage(engine, own, plan.requirements, build) : own;
  await checkImagePair(engine, rabbitmq, airflow);
  return { airflow, postgres, rabbitmq, redis, ryuk };
}

/**
 * Official images tell their version; one that another profile fits would be started with the wrong commands.
 * @throws HarnessError `AT_AIRFLOW_VERSION`
 */
function assertVersion({ profile, version }: ClusterPlan, { name, env }: ResolvedImage): void {
  const actual = env.AIRFLOW_VERSION;
  if (actual === undefined || profileFor(actual) === profile) return;
  throw new HarnessError("AT_AIRFLOW_VERSION", `the image ${name} has Airflow ${actual}, not ${version}`, {
    try: `airflowVersion: "${actual}"`,
  });
}
