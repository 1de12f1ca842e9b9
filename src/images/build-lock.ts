import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LockOptions, withProcessLock } from "../base/process-lock.ts";
import type { OnProgress } from "./progress.ts";

/** How a build waits for another of the same. */
export interface BuildLockOptions extends Omit<LockOptions, "onWait"> {
  onProgress?: OnProgress;
  /** Folder of the lock files. @default the system's temporary folder */
  folder?: string;
}

/**
 * Runs the work while no other process of this machine does the same. It spares work and is not needed for correctness:
 * two builds of one recipe at once make the same image.
 */
export async function withBuildLock<T>(
  key: string,
  work: () => Promise<T>,
  { onProgress = () => {}, folder = tmpdir(), ...options }: BuildLockOptions = {},
): Promise<T> {
  const user = process.getuid?.() ?? "user";
  const path = join(folder, `airflow-testcontainers-${user}-${key.replaceAll(/[^\w.-]+/g, "_")}.lock`);
  const onWait = (holder: string) => onProgress(`${key}: waiting for ${holder}, which builds it already`);
  return withProcessLock(path, work, { intervalMs: 300, ...options, onWait });
}
