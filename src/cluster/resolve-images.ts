import { profileFor } from "../airflow/profiles.ts";
import { HarnessError } from "../base/harness-error.ts";
import type { Engine } from "../engine/engine.ts";
import type { BuildOptions } from "../images/build-recipe.ts";
import { checkImagePair } from "../images/pair.ts";
import { type ResolvedImage, resolveImage } from "../images/resolve-image.ts";
import type { Service } from "../images/service.ts";
import type { ClusterPlan } from "./plan.ts";

/** The images that a cluster runs from. */
export type ClusterImages = Readonly<Record<Exclude<Service, "redis">, ResolvedImage> & { redis?: ResolvedImage }>;

/** The images of a cluster, pulled or built where they are missing. */
export async function resolveImages(
  plan: ClusterPlan,
  engine: Engine,
  { signal, saw }: { signal: AbortSignal; saw: (text: string) => void },
): Promise<ClusterImages> {
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
  const airflow = await withAdditions(plan, engine, base, { onProgress: saw, signal });
  await checkImagePair(engine, rabbitmq, airflow);
  return { airflow, postgres, rabbitmq, redis, ryuk };
}

/** Airflow's image with what the user builds on it. */
async function withAdditions(
  { dockerfile, requirements }: ClusterPlan,
  engine: Engine,
  base: ResolvedImage,
  options: BuildOptions,
): Promise<ResolvedImage> {
  let image = base;
  if (dockerfile) {
    const { buildUserImage } = await import("../images/user-image.ts");
    image = await buildUserImage(engine, image, dockerfile, options);
  }
  if (requirements) {
    const { buildRequirementsImage } = await import("../images/requirements-image.ts");
    image = await buildRequirementsImage(engine, image, requirements, options);
  }
  return image;
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
