import { inject } from "vitest";
import { loadConfig } from "../check/config-file.ts";
import { AirflowCluster } from "../cluster/airflow-cluster.ts";
import { StartedAirflowCluster } from "../cluster/started-airflow-cluster.ts";
import { type TestRunOptions, testRunOptions } from "./options.ts";
import { PROVIDED } from "./provided.ts";

/** The cluster that a test file uses, and how it lets go of it. */
export interface Borrowed {
  readonly cluster: StartedAirflowCluster;
  giveBack(): Promise<void>;
}

/** The cluster that global setup has started; without global setup, one for this file alone. */
export async function borrowCluster(): Promise<Borrowed> {
  const shared = inject(PROVIDED)?.shared;
  if (!shared) {
    const cluster = await new AirflowCluster((await optionsOfRun()).cluster).start();
    return { cluster, giveBack: () => cluster.stop() };
  }
  const cluster = await StartedAirflowCluster.connect(shared.state);
  return { cluster, giveBack: async () => {} };
}

/** The options of this run: those of `airflow()`, or of the config file in vitest's root. */
export async function optionsOfRun(): Promise<TestRunOptions> {
  const provided = inject(PROVIDED);
  if (provided?.shared) return provided.shared.options;
  const root = process.cwd();
  return testRunOptions(provided?.options ?? (await loadConfig(undefined, root)).cluster, root);
}
