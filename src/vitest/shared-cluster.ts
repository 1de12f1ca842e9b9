import { inject } from "vitest";
import { loadConfig } from "../check/config-file.ts";
import { AirflowCluster } from "../cluster/airflow-cluster.ts";
import type { ResetReport } from "../cluster/reset/reset-report.ts";
import { resetUnless } from "../cluster/reset/reset-unless.ts";
import { StartedAirflowCluster } from "../cluster/started-airflow-cluster.ts";
import { type TestRunOptions, testRunOptions } from "./options.ts";
import { tieToTests } from "./own-runs.ts";
import { PROVIDED } from "./provided.ts";
import { rootFolder, sharesCluster } from "./worker-config.ts";

/** The cluster that a test file uses, and how it lets go of it. */
export interface Borrowed {
  readonly cluster: StartedAirflowCluster;
  giveBack(): Promise<void>;
}

/**
 * The cluster that global setup has started, as it was when it became ready; without global setup, one for this file.
 * Where others use it at the same time, nothing is reset, and each test removes its own runs.
 */
export async function borrowCluster(): Promise<Borrowed> {
  const options = await optionsOfRun();
  const cluster = await sharedCluster(options);
  if (!cluster) {
    const own = await new AirflowCluster(options.cluster).start();
    return { cluster: tieToTests(own, false).cluster, giveBack: () => own.stop() };
  }
  let release = async () => {};
  const letGo = async () => {
    await release();
    await cluster.stop({ remove: false });
  };
  try {
    release = await cluster.use("vitest");
    const alone = !sharesCluster() && (!options.reset || (await resetAlone(cluster)));
    const { cluster: tied, removeRest } = tieToTests(cluster, !alone);
    const giveBack = async () => {
      try {
        await removeRest();
        // Names a test of this file that left work behind, unless someone wants to look at it.
        if (alone && options.reset && options.keep === "never") await resetAlone(cluster);
      } finally {
        await letGo();
      }
    };
    return { cluster: tied, giveBack };
  } catch (error) {
    await letGo();
    throw error;
  }
}

/** The options of this run: those of `airflow()`, or of the config file in vitest's root. */
export async function optionsOfRun(): Promise<TestRunOptions> {
  const provided = inject(PROVIDED);
  if (provided?.shared) return provided.shared.options;
  const root = rootFolder();
  return testRunOptions(provided?.options ?? (await loadConfig(undefined, root)).cluster, root);
}

async function sharedCluster({ attach }: TestRunOptions): Promise<StartedAirflowCluster | undefined> {
  if (attach) return AirflowCluster.attach(attach);
  const state = inject(PROVIDED)?.shared?.state;
  return state && StartedAirflowCluster.connect(state);
}

/** Resets the cluster, unless someone else uses it, or may: then each test has to clean up after itself. */
async function resetAlone(cluster: StartedAirflowCluster): Promise<boolean> {
  // Not available: one that someone else runs, where a reset was not allowed by name.
  const outcome = await resetUnless(cluster, "AT_IN_USE", "AT_NOT_AVAILABLE");
  if ("refused" in outcome) {
    const { code, what } = outcome.refused;
    if (code === "AT_IN_USE") console.warn(`nothing is reset, and each test removes its own runs: ${what}`);
    return false;
  }
  tellOfLeftWork(outcome.report);
  return true;
}

function tellOfLeftWork({ stopped }: ResetReport): void {
  for (const { dagId, runId, state, note } of stopped) {
    const who = note ? `the test "${note}"` : "someone";
    console.warn(`${who} left the run ${runId} of ${dagId} behind (${state}); it was stopped`);
  }
}
