import type { Dag, DagTask, ImportError } from "../../airflow/client/dag-api.ts";
import type { MigrationState } from "../../airflow/profile.ts";
import type { RunSnapshot } from "../../results/run-snapshot.ts";

/** What a call may be ended with. */
interface Ended {
  signal?: AbortSignal;
}

/** A run that may be going on, as `trigger()` gives it. */
export interface LiveRun {
  readonly dagId: string;
  readonly runId: string;
  snapshot(options?: Ended & { xcoms?: boolean; logs?: boolean }): Promise<RunSnapshot>;
  /** Tells when another look is worth while, where something can. */
  follow?(): { change(ms: number, signal?: AbortSignal): Promise<void> } | undefined;
}

/** A DAG of a running cluster, as `airflow.dag(id)` gives it. */
export interface LiveDag {
  readonly id: string;
  /** Rejects with `AT_NOT_FOUND` while it is not parsed. */
  details(options?: Ended): Promise<Dag>;
  tasks(options?: Ended): Promise<DagTask[]>;
  /** Those of its file, or all where its file is not known. */
  importErrors(options?: Ended): Promise<ImportError[]>;
  /** Next moments of its schedule, in ISO 8601. */
  nextRuns(count: number, options?: Ended): Promise<string[]>;
}

/** A running cluster, as far as its settings are asked for. */
export interface LiveCluster {
  readonly api: { setting(section: string, option: string, options?: Ended): Promise<string> };
  /** All settings inside a component, by `section.option`. */
  settingsInside(component: string): Promise<Record<string, string>>;
}

/** A running cluster, as far as its metadata database is asked for. */
export interface LiveMetadata {
  migrations(options?: Ended): Promise<MigrationState>;
}

/** Something that runs SQL: a started Postgres, or a pool or client of `pg`. */
export interface Queryable {
  query(sql: string, values?: unknown[]): Promise<readonly object[] | { readonly rows: readonly object[] }>;
}

/** A running RabbitMQ. */
export interface LiveBroker {
  readonly login: { readonly vhost: string };
  /** Asks the management API. */
  ask<T>(path: string, signal?: AbortSignal): Promise<T>;
  consumersOf(queue: string): Promise<number>;
}
