import type { StartedAirflowCluster } from "../cluster/started-airflow-cluster.ts";
import { describeDrift, settingsDrift } from "../results/settings-drift.ts";
import type { Failure } from "./report.ts";

/** What Airflow itself says of its version and executor, and whether every component was given the same settings. */
export async function checkSettings(
  cluster: StartedAirflowCluster,
): Promise<{ version: string; executor: string; failures: Failure[] }> {
  const [version, executor, given] = await Promise.all([
    cluster.api.version(),
    cluster.api.setting("core", "executor"),
    settingsGiven(cluster),
  ]);
  const failures = settingsDrift(given).map((drift) => ({ code: "settings-drift", message: describeDrift(drift) }));
  if (executor !== "CeleryExecutor") {
    failures.push({ code: "executor", message: `the executor is ${executor}, expected CeleryExecutor` });
  }
  return { version, executor, failures };
}

/** The variables that set Airflow's options, by component; asking Airflow inside each would start it once more in each. */
async function settingsGiven(cluster: StartedAirflowCluster): Promise<Record<string, Record<string, string>>> {
  const variables = await Promise.all(
    cluster.components.map(async ({ alias, container }) => {
      const all = Object.entries(await container.environment());
      return [alias, Object.fromEntries(all.filter(([name]) => name.startsWith("AIRFLOW__")))] as const;
    }),
  );
  return Object.fromEntries(variables);
}
