import { Readable } from "node:stream";
import { pack } from "tar-stream";

/** A file to be put into a container. */
export interface TarEntry {
  /** Path below the folder where the archive is unpacked. */
  path: string;
  content: string | Buffer;
  /** Permission bits. @default 0o644 */
  mode?: number;
}

/** An archive of the entries, owned by root, with a fixed time so that equal content is an equal archive. */
export function tarOf(entries: readonly TarEntry[]): Readable {
  const archive = pack();
  for (const { path, content, mode = 0o644 } of entries) {
    archive.entry({ name: path, mode, mtime: new Date(0), uid: 0, gid: 0 }, content);
  }
  archive.finalize();
  return Readable.from(archive);
}
