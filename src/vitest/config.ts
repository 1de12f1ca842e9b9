import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import type { ViteUserConfig } from "vitest/config";
import { type AirflowTestOptions, checkTestOptions } from "./options.ts";
import { PROVIDED } from "./provided.ts";
import { requireVitest } from "./required-vitest.ts";
import { clusterTimeouts } from "./timeouts.ts";

export type { AirflowTestOptions } from "./options.ts";

/**
 * The part of a vitest config that gives a whole run one cluster: global setup starts it, test files run one after
 * another with a reset between them, and tests and hooks get the time that a cluster needs. What you set beside it wins:
 * `mergeConfig(airflow({ … }), { test: { testTimeout: 60_000 } })`.
 * @param options the cluster and how tests use it; without them `airflow-testcontainers.config.ts` in the project's
 * folder is read, the file that `check` and `up` read. Relative paths start from vitest's root.
 * @throws HarnessError `AT_USAGE` for an option that is unknown or wrong, `AT_VITEST` for another major of vitest
 *
 * @example
 * export default defineConfig(airflow({ dags: "./dags", workers: { replicas: 2 } }));
 */
export function airflow(options?: AirflowTestOptions): ViteUserConfig {
  requireVitest();
  if (options) checkTestOptions(options);
  return {
    test: {
      globalSetup: [besides("global-setup")],
      provide: { [PROVIDED]: { options } },
      // Two files at once would see each other's runs.
      fileParallelism: false,
      ...clusterTimeouts,
      // Vitest's ten seconds would end the process while containers are being removed.
      teardownTimeout: 60_000,
    },
  };
}

/** A module beside this one, which is TypeScript in a checkout and JavaScript in the package. */
function besides(name: string): string {
  return fileURLToPath(new URL(`./${name}${extname(import.meta.url)}`, import.meta.url));
}
