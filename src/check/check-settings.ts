import type { StartedAirflowCluster } from "../cluster/started-airflow-cluster.ts";
import type { Failure } from "./report.ts";

/** What Airflow itself says of its version and executor. */
export async function checkSettings(
  cluster: StartedAirflowCluster,
): Promise<{ version: string; executor: string; failures: Failure[] }> {
  const failures: Failure[] = [];
  const [version, executor] = await Promise.all([cluster.api.version(), cluster.api.setting("core", "executor")]);
  if (executor !== "CeleryExecutor") {
    failures.push({ code: "executor", message: `the executor is ${executor}, expected CeleryExecutor` });
  }
  return { version, executor, failures };
}
