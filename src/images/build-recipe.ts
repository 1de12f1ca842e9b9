import { HarnessError, reasonOf } from "../base/harness-error.ts";
import type { Engine } from "../engine/engine.ts";
import { BuildContainer } from "./build-container.ts";
import { imageChanges } from "./image-changes.ts";
import { labels } from "./labels.ts";
import { machineAccess } from "./machine-access.ts";
import { type OnProgress, StepProgress } from "./progress.ts";
import type { Recipe } from "./recipe.ts";
import { Tail } from "./tail.ts";

/** What a build may be told. */
export interface BuildOptions {
  onProgress?: OnProgress;
  signal?: AbortSignal;
}

/**
 * Builds a recipe on an image that is there, and names it after the recipe.
 * @returns the id of the new image
 * @throws HarnessError `AT_IMAGE` with the last lines of the step that failed
 */
export async function buildRecipe(
  engine: Engine,
  recipe: Recipe,
  parent: string,
  { onProgress = () => {}, signal }: BuildOptions = {},
): Promise<string> {
  const script = recipe.files.find((file) => file.path === "install.sh")?.content.toString() ?? "";
  const steps = script.match(/^\s*step "/gm)?.length ?? 0;
  const progress = new StepProgress(`${recipe.name} image`, steps + 1, onProgress);
  const tail = new Tail(30);
  let step = "starting";
  const container = await BuildContainer.start(engine, parent, recipe.name, {
    stopSignal: recipe.stopSignal,
  });
  try {
    const access = machineAccess();
    await container.put("/mnt", [
      ...recipe.files.map(({ path, content, executable }) => ({
        path: path === "recipe.sh" ? path : `recipe/${path}`,
        content,
        mode: executable ? 0o755 : 0o644,
      })),
      ...access.files.map((file) => ({ ...file, path: `machine/${file.path}` })),
    ]);
    const exitCode = await container.run({
      argv: ["sh", "-eu", "/mnt/recipe/install.sh"],
      env: { ...access.env, ...(recipe.version ? { AIRFLOW_VERSION: recipe.version } : {}) },
      onLine: (line) => {
        if (!line.startsWith("#: ")) return tail.add(line);
        step = line.slice(3);
        progress.step(step);
      },
      signal,
    });
    if (exitCode !== 0) throw failure(recipe, step, `exit code ${exitCode}`, tail);
    progress.step("storing the layer");
    const versions = await versionsIn(container);
    const changes = await imageChanges(engine, parent, recipe.config, {
      ...labels.of(recipe),
      ...Object.fromEntries(versions.map(([part, version]) => [labels.version(part), version])),
    });
    return await container.commit(recipe.image, changes, `airflow-testcontainers recipe ${recipe.name}`);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof HarnessError) throw error;
    throw failure(recipe, step, reasonOf(error), tail, error);
  } finally {
    progress.stop();
    await container.remove();
  }
}

async function versionsIn(container: BuildContainer): Promise<[part: string, version: string][]> {
  const versions: [string, string][] = [];
  await container.run({
    argv: ["sh", "-c", "cat /mnt/versions 2>/dev/null || true"],
    onLine: (line) => {
      const at = line.indexOf("=");
      if (at > 0) versions.push([line.slice(0, at), line.slice(at + 1)]);
    },
  });
  return versions;
}

function failure(recipe: Recipe, step: string, observed: string, tail: Tail, cause?: unknown): HarnessError {
  return new HarnessError("AT_IMAGE", `the ${recipe.name} image could not be built: ${step} failed`, {
    observed,
    evidence: tail.text(),
    try: "see that the package mirrors can be reached: AIRFLOW_TESTCONTAINERS_APT_MIRROR, pip.conf, HTTPS_PROXY",
    cause,
  });
}
