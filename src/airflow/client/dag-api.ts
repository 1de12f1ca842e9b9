import type { CallOptions } from "./call-options.ts";

/** When a DAG runs next by its schedule. Filled whether or not schedules are switched on. */
export interface NextRun {
  /** Moment that the run is for, in ISO 8601. */
  readonly logicalDate: string | null;
  /** Begin of its data interval, in ISO 8601. */
  readonly intervalStart: string | null;
  /** End of its data interval, in ISO 8601. */
  readonly intervalEnd: string | null;
  /** When it will be started. */
  readonly runAfter: string | null;
}

/** A DAG as Airflow last parsed it. */
export interface Dag {
  /** Id of the DAG. */
  readonly id: string;
  /** Whether its runs are kept from beginning. */
  readonly paused: boolean;
  /** Whether it is gone from its file. */
  readonly stale: boolean;
  /** File relative to the DAG folder. */
  readonly file: string | null;
  /** Name of the bundle that the file is in; Airflow's own is `dags-folder`. */
  readonly bundle: string | null;
  /** Cron expression or name of the timetable; null without a schedule. */
  readonly schedule: string | null;
  /** The schedule in words, such as `Every 5 minutes`. */
  readonly scheduleInWords: string | null;
  /** Its next run by schedule; null where there is none. */
  readonly nextRun: NextRun | null;
  /** Owners of its tasks. */
  readonly owners: readonly string[];
  /** Its tags. */
  readonly tags: readonly string[];
  /** Its description. */
  readonly description: string | null;
  /** When its file was last parsed, in ISO 8601. */
  readonly parsedAt: string | null;
  /** Tasks of a run that may run at once. */
  readonly maxActiveTasks: number | null;
  /** Runs that may go on at once. */
  readonly maxActiveRuns: number | null;
  /** Whether its file has an import error now. */
  readonly hasImportErrors: boolean;
}

/** A task of a DAG. */
export interface DagTask {
  /** Id of the task, with its task groups: `group.task`. */
  readonly id: string;
  /** Class of the operator, such as `BashOperator`. */
  readonly operator: string | null;
  /** Owner of the task. */
  readonly owner: string | null;
  /** Tries after the first one. */
  readonly retries: number;
  /** Seconds between two tries. */
  readonly retryDelay: number | null;
  /** Ids of the tasks after it, sorted. */
  readonly downstream: readonly string[];
  /** Whether it has instances, whose number a run decides. */
  readonly mapped: boolean;
  /** Whether it waits for the success of its instance in the run before. */
  readonly dependsOnPast: boolean;
  /** When it runs, given what its upstream tasks came to, such as `all_success`. */
  readonly triggerRule: string | null;
  /** Queue that it is sent to, such as `default`. */
  readonly queue: string | null;
  /** Pool that it takes its slots from. */
  readonly pool: string | null;
}

/** A file that could not be imported. */
export interface ImportError {
  /** Relative to the DAG folder. */
  readonly file: string;
  /** Name of the bundle that the file is in; Airflow's own is `dags-folder`. */
  readonly bundle: string | null;
  /** The stack trace as Python wrote it. */
  readonly error: string;
  /** When it was found, in ISO 8601. */
  readonly at: string;
}

/** A warning about a DAG, such as a pool that does not exist. */
export interface DagWarning {
  /** The DAG that it is about. */
  readonly dagId: string;
  /** Kind, such as `non-existent pool`. */
  readonly type: string;
  /** The warning in words. */
  readonly message: string;
  /** When it was found, in ISO 8601. */
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
  /** One DAG. */
  dag(dagId: string, options?: CallOptions): Promise<Dag>;
  /** Tasks by id. */
  tasks(dagId: string, options?: CallOptions): Promise<DagTask[]>;
  /** Text of the DAG's file as it was parsed. */
  source(dagId: string, options?: CallOptions): Promise<string>;
  /** Pauses or unpauses; runs of a paused DAG stay queued. */
  setPaused(dagId: string, paused: boolean, options?: CallOptions): Promise<Dag>;
  /** Asks the dag processor to parse the DAG's file at once, and to look for new files. Returns before it has. */
  requestParse(dagId: string, options?: CallOptions): Promise<void>;
  /** All import errors that there are now. */
  importErrors(options?: CallOptions): Promise<ImportError[]>;
  /** All warnings about DAGs that there are now. */
  dagWarnings(options?: CallOptions): Promise<DagWarning[]>;
}
