import type { TestProject } from "vitest/node";
import { loadConfig } from "../check/config-file.ts";
import { AirflowCluster } from "../cluster/airflow-cluster.ts";
import { keptLine } from "../cluster/kept/kept-line.ts";
import { thisProcess } from "../cluster/reset/process-name.ts";
import type { StartedAirflowCluster } from "../cluster/started-airflow-cluster.ts";
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
  if (options.attach) {
    project.provide(PROVIDED, { shared: { options } });
    return async () => {};
  }
  const cluster = await start(options);
  // In watch mode DAG files change between two runs.
  if (options.cluster.dags !== undefined) project.onTestsRerun(async () => void (await cluster.syncDags()));
  // This process uses it for the whole run: between two test files no other process may take it.
  project.provide(PROVIDED, { shared: { state: { ...cluster.state, lender: thisProcess() }, options } });
  return () => end(cluster, options, failedIn(project));
}

async function start({ cluster, keep }: TestRunOptions): Promise<StartedAirflowCluster> {
  // What may stay after the run must not be guarded by this process.
  const reuse = cluster.reuse ?? (keep === "never" ? "if-up" : true);
  const display = await bootDisplay(process.stderr);
  try {
    const started = await new AirflowCluster({ ...cluster, reuse }).start(display);
    if (started.reused) process.stderr.write(`${keptLine(started)}\n`);
    return started;
  } finally {
    display.end();
  }
}

/** Failed tests, and files that did not get that far. */
function failedIn({ vitest }: TestProject): boolean {
  return (
    vitest.state.getCountOfFailedTests() > 0 || vitest.state.getFiles().some(({ result }) => result?.state === "fail")
  );
}

async function end(cluster: StartedAirflowCluster, options: TestRunOptions, failed: boolean): Promise<void> {
  const { keep } = options;
  // One that was kept before this run stays what it was, and one that nobody keeps goes with this process.
  if (keep === "never" || cluster.reused || !cluster.state.kept) return cluster.stop();
  const stays = keep === "always" || failed;
  const url = await cluster.apiUrl().catch(() => "its API does not answer");
  await cluster.stop({ remove: !stays && !options.cluster.reuse });
  if (!stays) return;
  process.stderr.write(
    `the cluster airflow-${cluster.id} stays: ${url}, user "${cluster.admin.username}"\n` +
      "  airflow-testcontainers status | logs | exec | down\n",
  );
}

async function optionsOf(project: TestProject): Promise<TestRunOptions> {
  const { root } = project.config;
  const given = project.getProvidedContext()[PROVIDED]?.options;
  return testRunOptions(given ?? (await loadConfig(undefined, root)).cluster, root);
}
