import { open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { OnProgress } from "./progress.ts";

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
    if (Number.isInteger(holder) && !isAlive(holder)) {
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

async function claim(path: string): Promise<boolean> {
  try {
    const file = await open(path, "wx");
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
