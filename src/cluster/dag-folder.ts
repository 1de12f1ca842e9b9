import { readdir, stat } from "node:fs/promises";
import { basename, join, relative, resolve, sep } from "node:path";
import { HarnessError } from "../base/harness-error.ts";

const IGNORED = new Set([
  "__pycache__",
  ".git",
  "node_modules",
  ".venv",
  ".pytest_cache",
  ".mypy_cache",
  ".ruff_cache",
]);

/** Whether a file or folder beside the DAGs stays on the host: caches and checkouts that no DAG needs. */
export function staysOnHost(path: string): boolean {
  return IGNORED.has(basename(path)) || path.endsWith(".pyc");
}

/**
 * The absolute path of a DAG folder.
 * @throws HarnessError `AT_DAG_FOLDER` where it is missing, no folder, or has no Python file and no archive
 */
export async function dagFolder(path: string): Promise<string> {
  const folder = resolve(path);
  const found = await stat(folder).catch(() => undefined);
  if (!found) throw new HarnessError("AT_DAG_FOLDER", `the DAG folder ${folder} does not exist`);
  if (!found.isDirectory()) {
    throw new HarnessError("AT_DAG_FOLDER", `the DAG folder ${folder} is a file`, {
      try: "name the folder that the file is in",
    });
  }
  if ((await filesWith(/\.(py|zip)$/, folder)).length === 0) {
    throw new HarnessError("AT_DAG_FOLDER", `the DAG folder ${folder} has no .py and no .zip file`);
  }
  return folder;
}

/** The Python files below a folder that go to the cluster, relative to it, in order. */
export async function pythonFiles(folder: string): Promise<string[]> {
  return (await filesWith(/\.py$/, folder)).map((path) => relative(folder, path).split(sep).join("/")).sort();
}

async function filesWith(ending: RegExp, folder: string): Promise<string[]> {
  const entries = (await readdir(folder, { withFileTypes: true })).filter(({ name }) => !staysOnHost(name));
  const found = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesWith(ending, path);
    return ending.test(entry.name) ? [path] : [];
  });
  return (await Promise.all(found)).flat();
}

/**
 * The absolute path of a file that an option names, undefined where it names none.
 * @throws HarnessError `AT_USAGE` where it is missing or no file
 */
export function namedFile(option: string, path: string | undefined): Promise<string | undefined> {
  return named(option, path, "file");
}

/**
 * The absolute path of a folder that an option names, undefined where it names none.
 * @throws HarnessError `AT_USAGE` where it is missing or no folder
 */
export function namedFolder(option: string, path: string | undefined): Promise<string | undefined> {
  return named(option, path, "folder");
}

async function named(option: string, path: string | undefined, kind: "file" | "folder"): Promise<string | undefined> {
  if (path === undefined) return undefined;
  const absolute = resolve(path);
  const found = await stat(absolute).catch(() => undefined);
  if (kind === "file" ? found?.isFile() : found?.isDirectory()) return absolute;
  throw new HarnessError("AT_USAGE", `${option}: ${absolute} ${found ? `is not a ${kind}` : "does not exist"}`);
}
