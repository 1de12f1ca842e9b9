import { statfs } from "node:fs/promises";
import { dirname } from "node:path";

const GiB = 1024 ** 3;

/** Memory in bytes below which Airflow with two workers is likely to be killed. */
const ENOUGH_MEMORY_BYTES = 4 * GiB;
/** Free disk in bytes below which images and databases are likely not to fit. */
const ENOUGH_DISK_BYTES = 5 * GiB;

// A machine sold with 4 GB reports a little less.
const TOLERANCE = 0.95;

/** Free bytes of a disk. */
export interface Disk {
  /** The folder that was asked: the engine's own, or its nearest parent that exists. */
  readonly path: string;
  readonly freeBytes: number;
}

type FreeBytes = (path: string) => Promise<number>;

const freeBytesOf: FreeBytes = async (path) => {
  const { bavail, bsize } = await statfs(path);
  return bavail * bsize;
};

/** Free space where the engine keeps images, or undefined where that cannot be seen from here. */
export async function diskOf(rootDir: string, freeBytes: FreeBytes = freeBytesOf): Promise<Disk | undefined> {
  for (let path = rootDir; path !== ""; path = dirname(path)) {
    const free = await freeBytes(path).catch(() => undefined);
    if (free !== undefined) return { path, freeBytes: free };
    if (path === dirname(path)) return undefined;
  }
  return undefined;
}

/** {@link diskOf} an engine on this machine; Docker Desktop keeps its images in a virtual machine. */
export async function diskOfEngine(
  local: boolean,
  info: { readonly OperatingSystem: string; readonly DockerRootDir: string },
): Promise<Disk | undefined> {
  const seen = local && process.platform === "linux" && info.OperatingSystem !== "Docker Desktop";
  return seen ? diskOf(info.DockerRootDir) : undefined;
}

/** One line for each resource of which there is little. */
export function resourceWarnings(memoryBytes: number, disk?: Disk): string[] {
  const warnings: string[] = [];
  if (memoryBytes > 0 && memoryBytes < ENOUGH_MEMORY_BYTES * TOLERANCE) {
    warnings.push(`the engine has ${gib(memoryBytes)} of memory; less than 4 GiB may get components killed`);
  }
  if (disk && disk.freeBytes < ENOUGH_DISK_BYTES) {
    warnings.push(`${gib(disk.freeBytes)} free on the disk of ${disk.path}; images and databases want 5 GiB`);
  }
  return warnings;
}

/** Bytes as `3.8 GiB`. */
export function gib(bytes: number): string {
  return `${(bytes / GiB).toFixed(1)} GiB`;
}
