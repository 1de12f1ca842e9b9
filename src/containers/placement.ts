import type { Engine } from "../engine/engine.ts";

/** On each container of a cluster: its name on the network. */
export const ALIAS_LABEL = "airflow-testcontainers.alias";

/** Where a container belongs: engine, network and the name by which the others reach it. */
export interface Placement {
  /** The engine that it runs on. */
  readonly engine: Engine;
  /** Name of the network; container names begin with it. */
  readonly network: string;
  /** Alias on the network, and the container's host name. */
  readonly alias: string;
  /** Labels by which everything of one cluster is found again. */
  readonly labels: Readonly<Record<string, string>>;
  /** Whether it is to outlive this process; testcontainers then puts no label on it by which a reaper finds it. */
  readonly kept?: boolean;
  /** Weight where processors are short. @default the engine's, 1024 */
  readonly cpuShares?: number;
}
