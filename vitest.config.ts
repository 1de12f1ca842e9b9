import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Suites write what a stranger would write; here the names lead to the sources. */
const alias = [
  { find: /^airflow-testcontainers\/vitest$/, replacement: at("./src/vitest/index.ts") },
  { find: /^airflow-testcontainers$/, replacement: at("./src/index.ts") },
  { find: /^airflow-testcontainers\/fixtures$/, replacement: at("./fixtures/index.ts") },
];

export default defineConfig({
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["{src,fixtures,scripts,bench}/**/*.test.ts"],
          // Loading modules anew for each file would be most of the work.
          isolate: false,
          maxWorkers: "100%",
          setupFiles: ["scripts/unit/leaves-process-alone.ts"],
          // A busy machine takes seconds just to load a module.
          testTimeout: 30_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "suites",
          include: ["suites/*.test.ts"],
          globalSetup: ["suites/support/shared-cluster.ts"],
          // One cluster serves all files; two at once would see each other's runs.
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
      {
        resolve: { alias },
        // Several clusters or engines at once: on its own, and with time.
        test: {
          name: "heavy",
          include: ["suites/heavy/*.test.ts"],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 900_000,
        },
      },
    ],
  },
});
