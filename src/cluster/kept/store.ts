import { createHash, randomBytes } from "node:crypto";
import { linkSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { reasonOf } from "../../base/harness-error.ts";
import { type KeptEntry, readEntry, type StartingEntry, type Stored } from "./entry.ts";
import { opennessOf, openStateFolder } from "./state-folder.ts";

const KEY_BYTES = 32;
const NAME = /^[0-9a-f]{16}$/;
const HALF_WRITTEN = /\.(\d+-[0-9a-f]{8}|gone-[0-9a-f]{12})$/;
const OLD_MS = 60_000;

/**
 * The folder that remembers kept clusters: for each one file with mode 600, and one whose time is its last use. Its
 * methods do not wait for anyone; what must not be done by two at once is done under the lock at {@link lockPath}.
 */
export class KeptStore {
  readonly folder: string;
  /** Signs fingerprints; random, made once. */
  readonly key: Buffer;

  /** @throws HarnessError `AT_STATE` where the folder cannot be made or is not private */
  constructor(folder: string = openStateFolder()) {
    this.folder = folder;
    this.key = keyIn(join(folder, "key"));
  }

  /** Names the folder in labels; tells nothing of its key. */
  get keeper(): string {
    return createHash("sha256").update("keeper\0").update(this.key).digest("hex").slice(0, 16);
  }

  /** The names of all entries. */
  names(): string[] {
    return readdirSync(this.folder)
      .filter((file) => file.endsWith(".json"))
      .map((file) => file.slice(0, -".json".length))
      .filter((name) => NAME.test(name))
      .sort();
  }

  /** An entry, or undefined where there is none. One that others may have read or written is not trusted. */
  read(name: string): Stored | undefined {
    const path = this.path(name, "json");
    try {
      const openness = opennessOf(path, "file");
      return openness ? { phase: "unreadable", reason: openness } : readEntry(readFileSync(path, "utf8"));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      return { phase: "unreadable", reason: reasonOf(error) };
    }
  }

  /** Writes an entry as a whole, and counts it as used now. */
  write(name: string, entry: StartingEntry | KeptEntry): void {
    const path = this.path(name, "json");
    writeNew(`${path}.new`, JSON.stringify(entry), (made) => renameSync(made, path));
    this.touch(name);
  }

  /** Forgets an entry. */
  forget(name: string): void {
    for (const ending of ["json", "used"] as const) rmSync(this.path(name, ending), { force: true });
  }

  /** Counts it as used now. Nothing of that where it has been forgotten. */
  touch(name: string): void {
    const path = this.path(name, "used");
    try {
      statSync(this.path(name, "json"));
      writeFileSync(path, "", { flag: "a", mode: 0o600 });
      utimesSync(path, new Date(), new Date());
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }

  /** Milliseconds since 1970 at which it was last used. */
  lastUsed(name: string): number {
    for (const ending of ["used", "json"] as const) {
      const stats = statSync(this.path(name, ending), { throwIfNoEntry: false });
      if (stats) return stats.mtimeMs;
    }
    return Date.now();
  }

  /** Removes what processes that were killed have left of files that were never put in their place. */
  tidy(now: number = Date.now()): void {
    for (const file of readdirSync(this.folder)) {
      const path = join(this.folder, file);
      const stats = statSync(path, { throwIfNoEntry: false });
      if (HALF_WRITTEN.test(file) && stats && now - stats.mtimeMs > OLD_MS) rmSync(path, { force: true });
    }
  }

  /** Lock for whatever starts, attaches to or removes this cluster. */
  lockPath(name: string): string {
    return this.path(name, "lock");
  }

  private path(name: string, ending: "json" | "used" | "lock"): string {
    if (!NAME.test(name)) throw new TypeError(`"${name}" names no kept cluster`);
    return join(this.folder, `${name}.${ending}`);
  }
}

/** The name of the entry for a fingerprint. */
export function nameOf(fingerprint: string): string {
  return fingerprint.slice(0, 16);
}

function keyIn(path: string): Buffer {
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const key = readFileSync(path);
      if (key.length === KEY_BYTES && !opennessOf(path, "file")) return key;
      // Nothing that was signed with it can be found again; it is then removed when it is idle.
      rmSync(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
    writeNew(path, randomBytes(KEY_BYTES), (made) => {
      try {
        linkSync(made, path);
      } catch (error) {
        // Another process was quicker.
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
    });
  }
  return readFileSync(path);
}

/** Writes a file beside its place and has it put there whole, with a mode that no umask widens. */
function writeNew(path: string, content: string | Buffer, place: (made: string) => void): void {
  const made = `${path}.${process.pid}-${randomBytes(4).toString("hex")}`;
  try {
    writeFileSync(made, content, { mode: 0o600, flag: "wx", flush: true });
    place(made);
  } finally {
    rmSync(made, { force: true });
  }
}
