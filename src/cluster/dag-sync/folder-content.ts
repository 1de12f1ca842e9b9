import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { inBatches } from "../../airflow/client/in-batches.ts";
import { staysOnHost } from "../dag-folder.ts";

/** Files of a folder, relative to it and with `/` between the parts, with the SHA-256 of their content. */
export type FolderContent = Readonly<Record<string, string>>;

const AT_ONCE = 16;

/** The content of a folder as it is copied: links are followed, caches and checkouts left out. */
export async function folderContent(folder: string): Promise<FolderContent> {
  const files = await filesBelow(folder, "");
  const hashes = await inBatches(files, AT_ONCE, async (file) => hashOf(await readFile(join(folder, file))));
  return Object.fromEntries(files.map((file, i) => [file, hashes[i] as string]));
}

/** Hexadecimal SHA-256. */
export function hashOf(content: Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

async function filesBelow(folder: string, path: string): Promise<string[]> {
  const names = (await readdir(join(folder, path))).filter((name) => !staysOnHost(name)).sort();
  const found = names.map(async (name) => {
    const below = path === "" ? name : `${path}/${name}`;
    const stats = await stat(join(folder, below));
    if (stats.isDirectory()) return filesBelow(folder, below);
    return stats.isFile() ? [below] : [];
  });
  return (await Promise.all(found)).flat();
}

/** What is different in a folder. */
export interface ContentChange {
  /** Files that are new. */
  readonly added: readonly string[];
  /** Files that were there and have another content now. */
  readonly changed: readonly string[];
  /** Files that are gone. */
  readonly removed: readonly string[];
}

/** How a folder became another; without an earlier content everything counts as changed, and nothing as removed. */
export function contentChange(before: FolderContent | undefined, after: FolderContent): ContentChange {
  const files = Object.keys(after);
  if (!before) return { added: [], changed: files, removed: [] };
  return {
    added: files.filter((file) => before[file] === undefined),
    changed: files.filter((file) => before[file] !== undefined && before[file] !== after[file]),
    removed: Object.keys(before).filter((file) => after[file] === undefined),
  };
}
