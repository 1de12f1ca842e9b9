import { inject } from "vitest";
import { loadConfig } from "../check/config-file.ts";
import { AirflowCluster } from "../cluster/airflow-cluster.ts";
import type { ResetReport } from "../cluster/reset/reset-report.ts";
import { StartedAirflowCluster } from "../cluster/started-airflow-cluster.ts";
import { type TestRunOptions, testRunOptions } from "./options.ts";
import { tieToTests } from "./own-runs.ts";
import { PROVIDED } from "./provided.ts";
import { sharesCluster } from "./worker-config.ts";

/** The cluster that a test file uses, and how it lets go of it. */
export interface Borrowed {
  readonly cluster: StartedAirflowCluster;
  giveBack(): Promise<void>;
}

/**
 * The cluster that global setup has started, as it was when it became ready; without global setup, one for this file.
 * Where other vitest workers use it at the same time, nothing is reset, and each test removes its own runs.
 */
export async function borrowCluster(): Promise<Borrowed> {
  const shared = inject(PROVIDED)?.shared;
  if (!shared) {
    const cluster = await new AirflowCluster((await optionsOfRun()).cluster).start();
    return { cluster: tieToTests(cluster, false).cluster, giveBack: () => cluster.stop() };
  }
  const cluster = await StartedAirflowCluster.connect(shared.state);
  const release = await cluster.use("vitest");
  const beside = sharesCluster();
  if (shared.options.reset && !beside) tellOfLeftWork(await cluster.reset());
  const { cluster: tied, removeRest } = tieToTests(cluster, beside);
  return {
    cluster: tied,
    giveBack: async () => {
      await removeRest();
      await release();
    },
  };
}

/** The options of this run: those of `airflow()`, or of the config file in vitest's root. */
export async function optionsOfRun(): Promise<TestRunOptions> {
  const provided = inject(PROVIDED);
  if (provided?.shared) return provided.shared.options;
  const root = process.cwd();
  return testRunOptions(provided?.options ?? (await loadConfig(undefined, root)).cluster, root);
}

function tellOfLeftWork({ stopped }: ResetReport): void {
  for (const { dagId, runId, state, note } of stopped) {
    const who = note ? `the test "${note}"` : "someone";
    console.warn(`${who} left the run ${runId} of ${dagId} behind (${state}); it was stopped`);
  }
}
