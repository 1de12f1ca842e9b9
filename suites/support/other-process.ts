import { once } from "node:events";
import type { ClusterState, RunKey } from "airflow-testcontainers";
import { startModule } from "./module-process.ts";

/** Another process that uses a cluster. */
export interface OtherProcess {
  readonly pid: number;
  /** Kills it at once, if it still lives. */
  kill(): Promise<void>;
}

const sources = new URL("../../src/index.ts", import.meta.url).href;
const PROGRAM = `
  import { StartedAirflowCluster } from ${JSON.stringify(sources)};
  const cluster = await StartedAirflowCluster.connect(JSON.parse(process.env.CLUSTER_STATE));
  await cluster.use(process.env.WHAT);
  console.log("in use");
  const runs = JSON.parse(process.env.REMOVED);
  if (runs.length > 0) await cluster.removeRuns(runs);
  setInterval(() => {}, 1_000_000);
`;

/**
 * Starts a process that uses the cluster until it is killed.
 * @param removed runs that it removes
 */
export async function otherProcess(
  state: ClusterState,
  what: string,
  removed: readonly RunKey[] = [],
): Promise<OtherProcess> {
  const { child } = await startModule(PROGRAM, {
    CLUSTER_STATE: JSON.stringify(state),
    WHAT: what,
    REMOVED: JSON.stringify(removed),
  });
  return {
    pid: child.pid as number,
    kill: async () => {
      if (child.signalCode) return;
      const exit = once(child, "exit");
      child.kill("SIGKILL");
      await exit;
    },
  };
}
