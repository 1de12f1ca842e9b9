import type { TestProject } from "vitest/node";
import { loadConfig } from "../check/config-file.ts";
import { AirflowCluster } from "../cluster/airflow-cluster.ts";
import { bootDisplay } from "../evidence/boot-display.ts";
import { type TestRunOptions, testRunOptions } from "./options.ts";
import { PROVIDED } from "./provided.ts";
import { requireVitest } from "./required-vitest.ts";

/**
 * Global setup of vitest: starts the cluster that all test files of a run use, and removes it after them.
 * `airflow()` of `airflow-testcontainers/config` puts it in its place; a config that names it by hand gets the cluster
 * of `airflow-testcontainers.config.ts`.
 * @throws HarnessError as {@link AirflowCluster.start} does; `AT_CONFIG` where the config file is missing or wrong
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  requireVitest();
  const options = await optionsOf(project);
  const display = bootDisplay(process.stderr);
  try {
    const cluster = await new AirflowCluster(options.cluster).start({ ...display, use: false });
    project.provide(PROVIDED, { shared: { state: cluster.state, options } });
    return () => cluster.stop();
  } finally {
    display.end();
  }
}

async function optionsOf(project: TestProject): Promise<TestRunOptions> {
  const { root } = project.config;
  const given = project.getProvidedContext()[PROVIDED]?.options;
  return testRunOptions(given ?? (await loadConfig(undefined, root)).cluster, root);
}
