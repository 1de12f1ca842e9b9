import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { Readable } from "node:stream";
import { pack } from "tar-fs";
import { ignoredBy } from "./dockerignore.ts";

/** The files that an engine gets for a Dockerfile. */
export class BuildContext {
  private readonly folder: string;
  private readonly entries: readonly string[];
  /** Whether the Dockerfile uses what only BuildKit understands. */
  readonly needsBuildKit: boolean;

  /** All files below the folder but those that its `.dockerignore` leaves out; the Dockerfile is always in. */
  constructor(folder: string, dockerfile: string) {
    this.folder = folder;
    this.needsBuildKit = usesBuildKit(readFileSync(join(folder, dockerfile), "utf8"));
    const ignored = ignoredBy(readIfAny(join(folder, ".dockerignore")));
    this.entries = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() || entry.isSymbolicLink())
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
      .filter((path) => path === dockerfile || !ignored(path))
      .sort();
  }

  /** The same for the same names, modes and content, whatever the times of the files. */
  async hash(): Promise<string> {
    const hash = createHash("sha256");
    for await (const chunk of this.tar()) hash.update(chunk);
    return hash.digest("hex");
  }

  tar(): Readable {
    const archive = pack(this.folder, {
      entries: [...this.entries],
      map: (header) => ({ ...header, mtime: new Date(0), uid: 0, gid: 0 }),
    });
    return Readable.from(archive);
  }
}

function readIfAny(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** Whether a Dockerfile has `RUN --mount`, `COPY --link` and the like, a here-document, or names its syntax. */
export function usesBuildKit(dockerfile: string): boolean {
  return (
    /^#\s*syntax\s*=/im.test(dockerfile) ||
    /^\s*(RUN|COPY|ADD)\s+(--(mount|network|security|link|chmod|parents|exclude|checksum)\b|.*<<-?["']?\w)/im.test(
      dockerfile,
    )
  );
}
