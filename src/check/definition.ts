import { z } from "zod";
import { parse } from "../base/parse.ts";
import { type ClusterOptions, clusterOptions } from "../cluster/options.ts";
import type { StartedAirflowCluster } from "../cluster/started-airflow-cluster.ts";
import type { RunSnapshot } from "../results/run-snapshot.ts";

/** What a check is given to look at: the cluster, and the runs that have ended. */
export interface CheckContext {
  /** The running cluster. */
  readonly cluster: StartedAirflowCluster;
  /** The runs of the check, in their order. */
  readonly runs: readonly RunSnapshot[];
}

/** A run that the check asks for. */
export interface RunCheck {
  /** Id of the DAG. */
  dag: string;
  /** Configuration of the run. @default {} */
  conf?: Record<string, unknown>;
  /** Seconds until the run must have ended. @default 600 */
  timeout?: number;
  /** What must have run at the same time. */
  parallel?: {
    /** Ids of the tasks. */
    tasks: RegExp;
    /** How many of them at once, at least. */
    atLeast: number;
    /** On how many different workers. @default 1 */
    workers?: number;
  };
}

/** What must be known of a DAG without a run. */
export interface DagCheck {
  /** Exactly these task ids. */
  tasks?: string[];
  /** Minutes between two runs of its schedule. */
  everyMinutes?: number;
}

/** What a table must hold. */
export interface TableCheck {
  /** Where it is, in words: `postgres`, `sqlite`. */
  sink: string;
  /** Name of the table. */
  name: string;
  /** Exactly these columns, in their order. */
  columns: string[];
  /** Reads it after the runs. */
  read(context: CheckContext): Promise<{
    /** Its columns, in their order. */
    columns: readonly string[];
    /** How many rows it has. */
    rows: number;
    /** What is wrong with them, a sentence each. @default none */
    faults?: readonly string[];
  }>;
  /** How many rows it must have. */
  expectedRows: number;
}

/** What `airflow-testcontainers check` does. */
export interface CheckDefinition {
  /** The cluster; a triggerer runs unless it is switched off. */
  cluster: ClusterOptions;
  /** Called when the cluster works, before the first run. */
  prepare?(cluster: StartedAirflowCluster): Promise<void>;
  /** What is run, one after another; nothing else is. @default [] */
  runs?: RunCheck[];
  /** What is expected of DAGs, by their id. @default {} */
  dags?: Record<string, DagCheck>;
  /** Tables that are looked at after the runs. @default [] */
  tables?: TableCheck[];
  /** Anything else that must hold after the runs, by its name in words: a sentence for each thing that does not. */
  proofs?: Record<string, (context: CheckContext) => Promise<readonly string[]>>;
}

const hook = z.custom<(...args: never[]) => unknown>((value) => typeof value === "function", "must be a function");
const positive = z.number().positive();
const count = z.int("must be a whole number").min(1, "must be at least 1");

const runCheck = z.strictObject({
  dag: z.string().min(1),
  conf: z.record(z.string(), z.unknown()).optional(),
  timeout: positive.optional(),
  parallel: z.strictObject({ tasks: z.instanceof(RegExp), atLeast: count, workers: count.optional() }).optional(),
});

const schema = z.strictObject({
  cluster: clusterOptions,
  prepare: hook.optional(),
  runs: z.array(runCheck).optional(),
  dags: z
    .record(z.string(), z.strictObject({ tasks: z.array(z.string()).optional(), everyMinutes: positive.optional() }))
    .optional(),
  tables: z
    .array(
      z.strictObject({
        sink: z.string(),
        name: z.string(),
        columns: z.array(z.string()),
        read: hook,
        expectedRows: z.int().min(0),
      }),
    )
    .optional(),
  proofs: z.record(z.string(), hook).optional(),
});

/**
 * Types and checks what `airflow-testcontainers.config.ts` exports by default.
 * @throws HarnessError `AT_CONFIG` naming each fault, and the nearest key for an unknown one
 */
export function defineCheck(definition: CheckDefinition): CheckDefinition {
  parse(schema, definition, "the check", "AT_CONFIG");
  return definition;
}
