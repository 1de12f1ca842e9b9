import { availableParallelism } from "node:os";
import type Dockerode from "dockerode";
import type { Engine } from "../engine/engine.ts";
import { withBuildLock } from "./build-lock.ts";
import { type BuildOptions, buildRecipe } from "./build-recipe.ts";
import { buildDebianBase } from "./debian-base.ts";
import { debianImage } from "./defaults.ts";
import { withHubPrefix } from "./image-reference.ts";
import { presentImage } from "./present-image.ts";
import type { Recipe } from "./recipe.ts";
import { pullIfReachable } from "./registry-reach.ts";
import { Slots } from "./slots.ts";

const slots = new Slots(Math.max(2, Math.floor(availableParallelism() / 2)));
/** The chain that takes longest begins first. */
const longest: ReadonlySet<string> = new Set(["base", "python", "airflow"]);
const running = new WeakMap<Dockerode, Map<string, Promise<string>>>();

/** How recipes are built. */
export interface BuildImageOptions extends BuildOptions {
  /** Whether a Debian image may be pulled to build on. @default "missing" */
  pull?: "missing" | "never";
  /** Builds the image again although it is there; the recipes below are taken as they are. @default false */
  force?: boolean;
}

/**
 * Makes sure that a recipe's image is there, and those that it builds on. Callers that want the same image at the same
 * time share one build.
 * @returns the name of the image; for the base, that of a Debian image where there is one
 * @throws HarnessError `AT_IMAGE`
 */
export async function buildImage(engine: Engine, recipe: Recipe, options: BuildImageOptions = {}): Promise<string> {
  const builds = running.get(engine.docker) ?? new Map<string, Promise<string>>();
  running.set(engine.docker, builds);
  for (;;) {
    options.signal?.throwIfAborted();
    const shared = builds.get(recipe.image);
    if (!shared) {
      const build = ensure(engine, recipe, options).finally(() => builds.delete(recipe.image));
      builds.set(recipe.image, build);
      return build;
    }
    try {
      return await shared;
    } catch (error) {
      // Ended because somebody else lost interest: then it is ours to do.
      if (!isAbort(error)) throw error;
    }
  }
}

async function ensure(engine: Engine, recipe: Recipe, options: BuildImageOptions): Promise<string> {
  const { onProgress = () => {}, signal, force = false } = options;
  if (!force && (await presentImage(engine, recipe.image))) return recipe.image;
  if (!recipe.parent) {
    const debian = await debianIfAny(engine, options);
    if (debian) return debian;
  }
  const parent = recipe.parent ? await buildImage(engine, recipe.parent, { ...options, force: false }) : "";
  return withBuildLock(
    recipe.image.slice(recipe.image.lastIndexOf("/") + 1),
    async () => {
      if (!force && (await presentImage(engine, recipe.image))) return recipe.image;
      await slots.run(() => build(engine, recipe, parent, options), longest.has(recipe.name) ? 1 : 0);
      return recipe.image;
    },
    { onProgress, signal },
  );
}

async function build(engine: Engine, recipe: Recipe, parent: string, options: BuildImageOptions): Promise<void> {
  options.signal?.throwIfAborted();
  const begun = performance.now();
  if (recipe.parent) await buildRecipe(engine, recipe, parent, options);
  else await buildDebianBase(engine, recipe, options);
  const seconds = Math.round((performance.now() - begun) / 1000);
  options.onProgress?.(`${recipe.name} image: built in ${seconds} s`);
}

async function debianIfAny(
  engine: Engine,
  { pull = "missing", ...options }: BuildImageOptions,
): Promise<string | undefined> {
  const name = withHubPrefix(debianImage);
  if (await presentImage(engine, name)) return name;
  if (pull === "never" || (await pullIfReachable(engine, name, options))) return undefined;
  return name;
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && /^(Abort|Timeout)Error$/.test(error.name);
}
