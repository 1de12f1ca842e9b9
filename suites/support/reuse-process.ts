/**
 * A process of a user: starts a cluster with `reuse`, runs a DAG, and ends.
 * The first argument is JSON, a {@link ReuseTask}; the last line on standard output is JSON, a {@link ReuseAccount}.
 */
import { AirflowCluster, type ClusterOptions } from "../../src/index.ts";

/** What the process is to do. */
export interface ReuseTask {
  readonly options: ClusterOptions;
  /** DAG to run. */
  readonly dag?: string;
  /** Whether the cluster is removed at the end. @default false */
  readonly remove?: boolean;
}

/** What it tells. */
export interface ReuseAccount {
  readonly id: string;
  readonly reused: boolean;
  readonly warnings: readonly string[];
  /** Seconds from the start of the process until the cluster could be used. */
  readonly seconds: number;
  /** What the task `value` of the DAG has returned. */
  readonly value?: unknown;
}

const { options, dag, remove } = JSON.parse(process.argv[2] as string) as ReuseTask;
const cluster = await new AirflowCluster({ ...options, reuse: options.reuse ?? true }).start({
  onEvent: (event) => {
    if (event.type === "saw") process.stderr.write(`${event.step}: ${event.saw}\n`);
    if (event.type === "warning") process.stderr.write(`warning: ${event.text}\n`);
  },
  onSteps: (_, id) => process.stderr.write(`cluster airflow-${id}\n`),
});
const { id, reused, boot } = cluster;
const seconds = process.uptime();
const run = dag === undefined ? undefined : await cluster.dag(dag).run();
const value = run && (await cluster.api.xcom({ dagId: run.dagId, runId: run.runId, taskId: "value" }));
await cluster.stop({ remove });
process.stdout.write(
  `${JSON.stringify({ id, reused, warnings: boot.warnings, seconds, value } satisfies ReuseAccount)}\n`,
);
