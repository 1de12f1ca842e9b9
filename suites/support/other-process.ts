import { once } from "node:events";
import type { ClusterState } from "airflow-testcontainers";
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
  setInterval(() => {}, 1_000_000);
`;

/** Starts a process that uses the cluster until it is killed. */
export async function otherProcess(state: ClusterState, what: string): Promise<OtherProcess> {
  const { child } = await startModule(PROGRAM, { CLUSTER_STATE: JSON.stringify(state), WHAT: what });
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
