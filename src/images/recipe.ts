import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { packageRoot } from "../base/package-root.ts";
import { defaultAirflowVersion, knownAirflowVersion, ownRepository } from "./defaults.ts";

/** A folder of `images/`: what it is built on, its files, and the configuration of the image. */
export type RecipeName = "base" | "python" | "airflow" | "postgres" | "rabbitmq" | "redis" | "ryuk";

/** A file of a recipe, with its path inside the recipe's folder (`/` between the parts). */
interface RecipeFile {
  path: string;
  content: Buffer;
  executable: boolean;
}

/** An image that can be built here. */
export interface Recipe {
  name: RecipeName;
  /** The recipe below; only `base` has none. */
  parent?: Recipe;
  /** Version of Airflow, for the recipe of Airflow only. */
  version?: string;
  files: readonly RecipeFile[];
  /** Dockerfile instructions that set the image's configuration. */
  config: readonly string[];
  /** Signal that asks a container of the image to stop, where it is not SIGTERM. */
  stopSignal?: string;
  /** First twelve hexadecimal digits over everything that decides the content, the recipes below included. */
  hash: string;
  /** Name under which the built image is kept, for example `airflow-testcontainers/redis:8-0123456789ab`. */
  image: string;
}

interface RecipeDefinition {
  parent?: RecipeName;
  tag: string;
  config: readonly string[];
  stopSignal?: string;
}

const ignored = /^(README\.md|lock\.sh|.*\.in)$/;

/**
 * Reads a recipe and those below it.
 * @throws HarnessError `AT_AIRFLOW_VERSION` for a version of Airflow without a recipe
 */
export function readRecipe(name: RecipeName, options: { airflowVersion?: string; root?: string } = {}): Recipe {
  const root = options.root ?? join(packageRoot(), "images");
  const version = name === "airflow" ? knownAirflowVersion(options.airflowVersion ?? defaultAirflowVersion) : undefined;
  const folder = join(root, name);
  const fill = (text: string) => text.replaceAll("{version}", version ?? "");
  const definition: RecipeDefinition = JSON.parse(readFileSync(join(folder, "recipe.json"), "utf8"));
  const parent = definition.parent ? readRecipe(definition.parent, { root }) : undefined;
  const files = [
    ...filesBelow(folder).filter((file) => !ignored.test(file.path) && isOfVersion(file.path, version)),
    readFile(root, "recipe.sh"),
  ];
  const config = definition.config.map(fill);
  const stopSignal = definition.stopSignal;
  const hash = hashOf(files, parent?.hash);
  const image = `${ownRepository}/${name}:${fill(definition.tag)}-${hash}`;
  return { name, parent, version, files, config, stopSignal, hash, image };
}

function isOfVersion(path: string, version: string | undefined): boolean {
  return !/^requirements-.*\.txt$/.test(path) || path === `requirements-${version}.txt`;
}

function filesBelow(folder: string): RecipeFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFile(folder, relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/")))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Whether a file is a program is told by its first bytes: neither npm nor Windows keeps the mode reliably. */
function readFile(folder: string, path: string): RecipeFile {
  const content = readFileSync(join(folder, path));
  return { path, content, executable: content.subarray(0, 2).toString() === "#!" };
}

function hashOf(files: readonly RecipeFile[], below = ""): string {
  const hash = createHash("sha256").update(`${below}\0`);
  for (const { path, content } of files) hash.update(`${path}\0${content.length}\0`).update(content);
  return hash.digest("hex").slice(0, 12);
}
