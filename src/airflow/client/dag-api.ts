import type { CallOptions } from "./call-options.ts";

/** When a DAG runs next by its schedule. Filled whether or not schedules are switched on. */
export interface NextRun {
  readonly logicalDate: string | null;
  readonly intervalStart: string | null;
  readonly intervalEnd: string | null;
  /** When it will be started. */
  readonly runAfter: string | null;
}

/** A DAG as Airflow last parsed it. */
export interface Dag {
  readonly id: string;
  readonly paused: boolean;
  /** Whether it is gone from its file. */
  readonly stale: boolean;
  /** File relative to the DAG folder. */
  readonly file: string | null;
  readonly bundle: string | null;
  /** Cron expression or name of the timetable; null without a schedule. */
  readonly schedule: string | null;
  /** The schedule in words, such as `Every 5 minutes`. */
  readonly scheduleInWords: string | null;
  readonly nextRun: NextRun | null;
  readonly owners: readonly string[];
  readonly tags: readonly string[];
  readonly description: string | null;
  readonly parsedAt: string | null;
  readonly maxActiveTasks: number | null;
  readonly maxActiveRuns: number | null;
  /** Whether its file has an import error now. */
  readonly hasImportErrors: boolean;
}

/** A task of a DAG. */
export interface DagTask {
  readonly id: string;
  readonly operator: string | null;
  readonly owner: string | null;
  readonly retries: number;
  /** Seconds between two tries. */
  readonly retryDelay: number | null;
  /** Ids of the tasks after it, sorted. */
  readonly downstream: readonly string[];
  readonly mapped: boolean;
  readonly dependsOnPast: boolean;
  readonly triggerRule: string | null;
  readonly queue: string | null;
  readonly pool: string | null;
}

/** A file that could not be imported. */
export interface ImportError {
  /** Relative to the DAG folder. */
  readonly file: string;
  readonly bundle: string | null;
  /** The stack trace as Python wrote it. */
  readonly error: string;
  readonly at: string;
}

/** A warning about a DAG, such as a pool that does not exist. */
export interface DagWarning {
  readonly dagId: string;
  readonly type: string;
  readonly message: string;
  readonly at: string;
}

/** Which DAGs are wanted. */
export interface DagFilter {
  /** @default both */
  readonly paused?: boolean;
  /** Also those that are gone from their files. @default false */
  readonly stale?: boolean;
}

/** Questions about DAGs. An id that does not exist throws ApiError `AT_NOT_FOUND` naming the nearest one. */
export interface DagApi {
  /** All DAGs by id. */
  dags(filter?: DagFilter, options?: CallOptions): Promise<Dag[]>;
  dag(dagId: string, options?: CallOptions): Promise<Dag>;
  /** Tasks by id. */
  tasks(dagId: string, options?: CallOptions): Promise<DagTask[]>;
  /** Text of the DAG's file as it was parsed. */
  source(dagId: string, options?: CallOptions): Promise<string>;
  /** Pauses or unpauses; runs of a paused DAG stay queued. */
  setPaused(dagId: string, paused: boolean, options?: CallOptions): Promise<Dag>;
  /** Asks the dag processor to parse the DAG's file at once, and to look for new files. Returns before it has. */
  requestParse(dagId: string, options?: CallOptions): Promise<void>;
  importErrors(options?: CallOptions): Promise<ImportError[]>;
  dagWarnings(options?: CallOptions): Promise<DagWarning[]>;
}
