import { TestRunner, vi } from "vitest";
import { raisedTimeouts } from "./timeouts.ts";

interface WorkerConfig {
  readonly testTimeout: number;
  readonly hookTimeout: number;
  readonly maxWorkers: number;
  readonly root: string;
}

/** The config of this vitest worker. Vitest shows it to its runner only; where it is not to be seen, nothing is known. */
function workerConfig(): WorkerConfig | undefined {
  return (globalThis as { __vitest_worker__?: { config?: WorkerConfig } }).__vitest_worker__?.config;
}

/** Gives tests and hooks the time that a cluster needs, unless the user has set another. */
export function raiseTimeouts(): void {
  const config = workerConfig();
  if (config) vi.setConfig(raisedTimeouts(config));
}

/** Whether other vitest workers may use the same cluster at this moment. */
export function sharesCluster(): boolean {
  return (workerConfig()?.maxWorkers ?? 1) > 1;
}

/** Vitest's root, from which relative paths start. */
export function rootFolder(): string {
  return workerConfig()?.root ?? process.cwd();
}

/** The test that runs now, where one does. */
export const currentTest = (): ReturnType<typeof TestRunner.getCurrentTest> => TestRunner.getCurrentTest();
