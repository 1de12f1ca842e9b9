import { profileFor } from "../airflow/profiles.ts";
import { HarnessError } from "../base/harness-error.ts";
import type { Engine } from "../engine/engine.ts";
import { createVolume } from "../engine/volume.ts";
import { checkImagePair } from "../images/pair.ts";
import { buildRequirementsImage } from "../images/requirements-image.ts";
import { type ResolvedImage, resolveImage } from "../images/resolve-image.ts";
import type { Service } from "../images/service.ts";
import { buildUserImage } from "../images/user-image.ts";
import type { BootGraph, Step } from "./boot-graph.ts";
import { fillVolumes } from "./carrier.ts";
import { addEngine, addGuard, type FoundationHooks, makeSite, type Site } from "./foundation.ts";
import type { ClusterPlan } from "./plan.ts";

/** What stands before the first service starts. */
export interface Ground extends Site {
  readonly images: Readonly<Record<Exclude<Service, "redis">, ResolvedImage> & { redis?: ResolvedImage }>;
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

/** The images of a cluster, pulled or built where they are missing. */
export async function resolveImages(
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
