import { HarnessError, reasonOf } from "../base/harness-error.ts";
import { connectEngine } from "../engine/connect-engine.ts";
import { buildImage } from "../images/build-image.ts";
import { defaultImage } from "../images/defaults.ts";
import { withHubPrefix } from "../images/image-reference.ts";
import { type ImageStatus, imageStatus } from "../images/image-status.ts";
import { readRecipe } from "../images/recipe.ts";
import { pullIfReachable } from "../images/registry-reach.ts";
import { removeImages } from "../images/remove-images.ts";
import type { Service } from "../images/service.ts";
import { imageLines } from "./image-lines.ts";
import type { ImagesOptions } from "./images-options.ts";
import type { Cli } from "./io.ts";

/** Prints which images are there. */
export async function listImages(
  chosen: readonly Service[],
  { airflow, json }: ImagesOptions,
  cli: Cli,
): Promise<void> {
  const all = await imageStatus(await connectEngine({ env: cli.env, signal: cli.signal }), { airflowVersion: airflow });
  const helpers = all.filter(({ service }) => service === "base" || service === "python");
  const images = [...all.filter(({ service }) => chosen.includes(service as Service)), ...helpers];
  if (json) return print({ images }, cli);
  const lines = imageLines(images);
  const width = Math.max(...lines.map(({ service }) => service.length));
  for (const { service, image, state } of lines) cli.stdout.write(`${service.padEnd(width)}  ${image}: ${state}\n`);
  for (const name of outdatedOf(images)) cli.stdout.write(`${"".padEnd(width)}  ${name}: of an earlier recipe\n`);
}

/**
 * Pulls the official images, all at the same time.
 * @throws HarnessError `AT_IMAGE` naming each that could not be pulled
 */
export async function pullImages(
  chosen: readonly Service[],
  { airflow, json }: ImagesOptions,
  cli: Cli,
): Promise<void> {
  const engine = await connectEngine({ env: cli.env, signal: cli.signal });
  const pulled = await each(chosen, "pulled", async (service) => {
    const name = withHubPrefix(defaultImage(service, airflow));
    const failure = await pullIfReachable(engine, name, { onProgress: progress(cli), signal: cli.signal });
    if (failure) throw new Error(`${name}: ${failure.reason}`);
    return name;
  });
  show({ pulled }, pulled, json, cli);
}

/**
 * Builds images by our recipes, and those that they build on.
 * @throws HarnessError `AT_IMAGE` with the last lines of a build that failed
 */
export async function buildImages(chosen: readonly Service[], options: ImagesOptions, cli: Cli): Promise<void> {
  const engine = await connectEngine({ env: cli.env, signal: cli.signal });
  const { airflow: airflowVersion, force, json } = options;
  const built = await each(chosen, "built", (service) =>
    buildImage(engine, readRecipe(service, { airflowVersion }), {
      force,
      onProgress: progress(cli),
      signal: cli.signal,
    }),
  );
  show({ built }, built, json, cli);
}

/**
 * Removes images that we made; without a service named, also those of users' Dockerfiles and requirements.
 * @throws HarnessError `AT_IMAGE` naming each that is still used
 */
export async function removeOwnImages(chosen: readonly Service[], options: ImagesOptions, cli: Cli): Promise<void> {
  const engine = await connectEngine({ env: cli.env, signal: cli.signal });
  const current = await imageStatus(engine, { airflowVersion: options.airflow });
  const outdated = new Set(outdatedOf(current));
  const everything = current.every(({ service }) => !isService(service) || chosen.includes(service));
  const { removed, kept } = await removeImages(
    engine,
    ({ name, recipe }) =>
      (everything || chosen.includes(recipe as Service)) && (!options.outdated || outdated.has(name)),
  );
  const names = removed.map(({ name }) => name);
  if (kept.length > 0) {
    throw new HarnessError("AT_IMAGE", `${kept.length} of ${kept.length + names.length} images could not be removed`, {
      observed: kept.map(({ image, reason }) => `${image.name}: ${reason}`).join("\n"),
      try: "remove the containers that use them",
    });
  }
  if (names.length === 0 && !options.json) cli.stdout.write("no image of ours is there\n");
  show({ removed: names }, names, options.json, cli);
}

function isService(service: ImageStatus["service"]): service is Service {
  return service !== "base" && service !== "python";
}

function outdatedOf(images: readonly ImageStatus[]): string[] {
  return images.flatMap(({ outdated }) => outdated);
}

/** Does the work for each service at the same time and lets every one end before the first failure is thrown. */
async function each(
  chosen: readonly Service[],
  done: string,
  work: (service: Service) => Promise<string>,
): Promise<string[]> {
  const results = await Promise.allSettled(chosen.map(work));
  const failures = results.flatMap((result) => (result.status === "rejected" ? [result.reason as unknown] : []));
  if (failures.length === 1 && failures[0] instanceof HarnessError) throw failures[0];
  if (failures.length > 0) {
    throw new HarnessError("AT_IMAGE", `${failures.length} of ${chosen.length} images could not be ${done}`, {
      observed: failures
        .map((failure) => (failure instanceof HarnessError ? failure.message : reasonOf(failure)))
        .join("\n"),
      cause: failures[0],
    });
  }
  return results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
}

function progress(cli: Cli): (line: string) => void {
  let last = "";
  return (line) => {
    if (line !== last) cli.stderr.write(`${line}\n`);
    last = line;
  };
}

function show(document: object, names: readonly string[], json: boolean | undefined, cli: Cli): void {
  if (json) print(document, cli);
  else for (const name of names) cli.stdout.write(`${name}\n`);
}

function print(document: object, cli: Cli): void {
  cli.stdout.write(`${JSON.stringify({ ok: true, ...document, failures: [] }, null, 2)}\n`);
}
