import { randomBytes } from "node:crypto";
import { link, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { OnProgress } from "./progress.ts";

/** No build takes that long; a process may by then have the number of one that is gone. */
const STALE_MS = 30 * 60_000;

/** How a build waits for another of the same. */
export interface LockOptions {
  onProgress?: OnProgress;
  signal?: AbortSignal;
  /** Folder of the lock files. @default the system's temporary folder */
  folder?: string;
  /** Whether a process exists. @default asks the system */
  isAlive?: (pid: number) => boolean;
  /** Milliseconds between two looks. @default 300 */
  intervalMs?: number;
}

/**
 * Runs the work while no other process of this machine does the same. It spares work and is not needed for correctness:
 * two builds of one recipe at once make the same image.
 */
export async function withBuildLock<T>(key: string, work: () => Promise<T>, options: LockOptions = {}): Promise<T> {
  const { onProgress = () => {}, signal, folder = tmpdir(), isAlive = processExists, intervalMs = 300 } = options;
  const user = process.getuid?.() ?? "user";
  const path = join(folder, `airflow-testcontainers-${user}-${key.replaceAll(/[^\w.-]+/g, "_")}.lock`);
  let told = false;
  while (!(await claim(path))) {
    const holder = Number.parseInt(await readFile(path, "utf8").catch(() => ""), 10);
    if ((Number.isInteger(holder) && !isAlive(holder)) || (await isOld(path))) {
      await rm(path, { force: true });
      continue;
    }
    if (!told) onProgress(`${key}: waiting for process ${holder || "?"}, which builds it already`);
    told = true;
    await sleep(intervalMs, undefined, { signal });
  }
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

/** The file appears with its content, so that a process killed in between leaves no lock without a holder. */
async function claim(path: string): Promise<boolean> {
  const own = `${path}.${process.pid}-${randomBytes(4).toString("hex")}`;
  try {
    await writeFile(own, String(process.pid));
    await link(own, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(own, { force: true });
  }
}

async function isOld(path: string): Promise<boolean> {
  const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
  return Date.now() - mtimeMs > STALE_MS;
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
