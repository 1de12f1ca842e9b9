import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pack } from "tar-stream";
import { HarnessError } from "../../base/harness-error.ts";
import type { RunningContainer } from "../../containers/running-container.ts";
import { type ContentChange, type FolderContent, hashOf } from "./folder-content.ts";
import { MANIFEST, manifestText } from "./manifest.ts";
import { OWNER } from "./owner.ts";

/** Files in one command line. */
const AT_ONCE = 500;

/** Removes files, and folders in which nothing is left but Python's cache. */
const REMOVE = `
cd "$0" && rm -f -- "$@"
for file; do
  folder=$(dirname "$file")
  while [ "$folder" != . ] && [ -d "$folder" ] && [ -z "$(ls -A "$folder" | grep -vx __pycache__)" ]; do
    rm -rf "$folder"; folder=$(dirname "$folder")
  done
done`;

/**
 * Brings a folder of a container to what a host's folder holds, as far as it was copied from there.
 * @returns what has been copied, which is what the files held when they were read
 */
export async function copyChanges(
  container: RunningContainer,
  target: string,
  source: string,
  { after, change }: { after: FolderContent; change: ContentChange },
): Promise<FolderContent> {
  const content: Record<string, string> = { ...after };
  const archive = pack();
  // The dag processor looks again only at files that are newer than its last look.
  const entry = { ...OWNER, mtime: new Date() };
  const files = [...change.added, ...change.changed];
  for (const folder of foldersOf(files)) archive.entry({ ...entry, name: folder, type: "directory", mode: 0o775 });
  for (const file of files) {
    const bytes = await readFile(join(source, file));
    content[file] = hashOf(bytes);
    archive.entry({ ...entry, name: file, mode: 0o664 }, bytes);
  }
  archive.entry({ ...entry, name: MANIFEST, mode: 0o664 }, manifestText(content));
  archive.finalize();
  for (let at = 0; at < change.removed.length; at += AT_ONCE) {
    const { exitCode, output } = await container.exec([
      ...["sh", "-c", REMOVE, target],
      ...change.removed.slice(at, at + AT_ONCE),
    ]);
    if (exitCode !== 0) {
      throw new HarnessError("AT_CONTAINER", `files could not be removed from ${target} in ${container.alias}`, {
        observed: output.trim(),
      });
    }
  }
  await container.container.putArchive(Readable.from(archive), { path: target });
  return content;
}

/** All folders above the files, the upper ones first. */
function foldersOf(files: readonly string[]): string[] {
  const folders = new Set<string>();
  for (const file of files) for (let up = dirname(file); up !== "."; up = dirname(up)) folders.add(up);
  return [...folders].sort();
}
