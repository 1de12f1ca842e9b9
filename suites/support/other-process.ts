import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { ClusterState } from "airflow-testcontainers";

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
  const child: ChildProcess = spawn(process.execPath, ["--input-type=module", "-e", PROGRAM], {
    env: { ...process.env, CLUSTER_STATE: JSON.stringify(state), WHAT: what, NODE_OPTIONS: "" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  await Promise.race([
    once(lines, "line"),
    once(child, "exit").then(([code]) => Promise.reject(new Error(`the other process ended with ${code}`))),
  ]);
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
