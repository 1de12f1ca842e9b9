import { HarnessError } from "../base/harness-error.ts";
import type { Engine } from "../engine/engine.ts";
import type { BuildImageOptions } from "./build-image.ts";
import { defaultImage } from "./defaults.ts";
import { withHubPrefix } from "./image-reference.ts";
import { type PresentImage, presentImage } from "./present-image.ts";
import { readRecipe } from "./recipe.ts";
import { pullIfReachable } from "./registry-reach.ts";
import type { Service } from "./service.ts";

/** The image that a service runs from. */
export interface ResolvedImage extends PresentImage {
  service: Service;
  /** How we came by it; `named` is an image that the user chose, pulled or not. */
  source: "present" | "pulled" | "built" | "named";
}

/** What is wanted, and what may be done for it. */
export interface ResolveOptions extends Omit<BuildImageOptions, "force"> {
  /** An image of the user's; it is used or reported missing, never replaced. */
  image?: string;
  /** @default {@link defaultAirflowVersion} */
  airflowVersion?: string;
  /** Where `RYUK_CONTAINER_IMAGE` is looked up. @default the process's environment */
  env?: Readonly<Record<string, string | undefined>>;
}

/**
 * Finds the image of a service: present, else pulled, else, for our defaults, built by our recipe.
 * @throws HarnessError `AT_IMAGE`, or `AT_AIRFLOW_VERSION` for a version without a recipe
 */
export async function resolveImage(
  engine: Engine,
  service: Service,
  options: ResolveOptions = {},
): Promise<ResolvedImage> {
  options.signal?.throwIfAborted();
  const named = options.image ?? namedByVariable(service, options.env);
  if (named) return { ...(await namedImage(engine, service, named, options)), service, source: "named" };
  const name = withHubPrefix(defaultImage(service, options.airflowVersion));
  const recipe = readRecipe(service, { airflowVersion: options.airflowVersion });
  const present = (await presentImage(engine, name)) ?? (await presentImage(engine, recipe.image));
  if (present) return { ...present, service, source: "present" };
  const { pull = "missing", onProgress = () => {} } = options;
  if (pull !== "never") {
    const failure = await pullIfReachable(engine, name, options);
    const pulled = failure ? undefined : await presentImage(engine, name);
    if (pulled) return { ...pulled, service, source: "pulled" };
    onProgress(`${name} cannot be pulled (${failure?.reason ?? "the engine does not have it"}); building it here`);
  }
  const { buildImage } = await import("./build-image.ts");
  const built = await presentImage(engine, await buildImage(engine, recipe, options));
  if (!built)
    throw new HarnessError("AT_IMAGE", `the ${service} image vanished after it was built`, { try: "once more" });
  return { ...built, service, source: "built" };
}

/** testcontainers' own variable for the reaper counts as a name given by the user. */
function namedByVariable(service: Service, env: ResolveOptions["env"] = process.env): string | undefined {
  return service === "ryuk" ? env.RYUK_CONTAINER_IMAGE || undefined : undefined;
}

async function namedImage(
  engine: Engine,
  service: Service,
  image: string,
  { pull = "missing", ...options }: ResolveOptions,
): Promise<PresentImage> {
  const name = withHubPrefix(image);
  const present = await presentImage(engine, name);
  if (present) return present;
  const failure =
    pull === "never" ? { reason: "pulling is switched off" } : await pullIfReachable(engine, name, options);
  const pulled = failure ? undefined : await presentImage(engine, name);
  if (pulled) return pulled;
  throw missingImage(service, name, failure?.reason ?? "the engine does not have it after the pull");
}

/** The error for an image that was named and is nowhere. */
function missingImage(service: Service, name: string, reason: string): HarnessError {
  return new HarnessError("AT_IMAGE", `the image ${name}, named for ${service}, is not there and cannot be pulled`, {
    observed: reason,
    try: `check the name; build or load the image (docker load); without a name a default for ${service} is used`,
  });
}
