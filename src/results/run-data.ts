/** One attempt at a task. Moments are ISO 8601 with the precision that Airflow gives, null where it knows none. */
export interface TrySnapshot {
  /** From 1; 0 where Airflow never tried. */
  readonly tryNumber: number;
  /** State of Airflow, such as `success`; null where nothing was decided yet. */
  readonly state: string | null;
  /** When the scheduler found that it may run. */
  readonly scheduledAt: string | null;
  /** When it was sent to the broker. */
  readonly queuedAt: string | null;
  /** When a worker began with it. */
  readonly start: string | null;
  /** When it ended. */
  readonly end: string | null;
  /** Worker that ran it; null where none did, as for a skipped task or an EmptyOperator. */
  readonly hostname: string | null;
  /** Process on that worker; null where none ran it. */
  readonly pid: number | null;
  /** Queue that it was sent to, such as `default`. */
  readonly queue: string | null;
  /** Pool that it took its slots from. */
  readonly pool: string | null;
  /** Class of the operator, such as `BashOperator`. */
  readonly operator: string | null;
}

/** A task of a run as Airflow last knew it, or one of the instances of a mapped task. */
export interface TaskInstanceSnapshot extends TrySnapshot {
  /** Id of the task, with its task groups: `group.task`. */
  readonly taskId: string;
  /** From 0 in a mapped task, else -1. */
  readonly mapIndex: number;
  /** From start to end of the last attempt. */
  readonly seconds: number | null;
  /** Retries that the task allows. */
  readonly maxTries: number;
  /** Attempts before the last one, oldest first. */
  readonly earlierTries: readonly TrySnapshot[];
}

/** Why a task failed, from the log of its last try. */
export interface TaskFailure {
  /** Id of the task. */
  readonly taskId: string;
  /** From 0 in a mapped task, else -1. */
  readonly mapIndex: number;
  /** The last try, from 1. */
  readonly tryNumber: number;
  /** Worker that ran it. */
  readonly hostname: string | null;
  /** Type and text of the exception, such as `ValueError: no rows`, or the last error in the log; null where it has none. */
  readonly message: string | null;
  /** Python's traceback as the log has it; null where it has none. */
  readonly traceback: string | null;
  /** Last lines of the log, at most 50; where there is none or it was not read, a line that says so. */
  readonly log: readonly string[];
}

/** Names an XCom or a log by its task: `load`, or `load[3]` for an instance of a mapped task. */
type TaskLabel = string;

/** A DAG run as plain frozen data: serialisable as JSON, valid after the cluster is gone. */
export interface RunData {
  /** Id of the DAG. */
  readonly dagId: string;
  /** Id of the run, unique for its DAG. */
  readonly runId: string;
  /** `queued`, `running`, `success` or `failed`. */
  readonly state: string;
  /** How the run came about: `manual`, `scheduled`, `backfill`, … */
  readonly type: string | null;
  /** Moment that the run is for, in ISO 8601; null where it has none. */
  readonly logicalDate: string | null;
  /** Moment from which it might be started, in ISO 8601; null where Airflow knows none. */
  readonly runAfter: string | null;
  /** When it was asked for, in ISO 8601; null where Airflow knows none. */
  readonly queuedAt: string | null;
  /** When it began, in ISO 8601; null where Airflow knows none. */
  readonly start: string | null;
  /** When it ended, in ISO 8601; null while it goes on. */
  readonly end: string | null;
  /** From start to end of the run. */
  readonly seconds: number | null;
  /** Configuration that it was asked for with. */
  readonly conf: Readonly<Record<string, unknown>>;
  /** When the snapshot was taken; what still ran then is measured up to here. */
  readonly takenAt: string;
  /** Ids of the tasks after each task, or null where they are not known. */
  readonly downstream: Readonly<Record<string, readonly string[]>> | null;
  /** Its tasks, an entry for each instance of a mapped one. */
  readonly tasks: readonly TaskInstanceSnapshot[];
  /** Values by task and key; null where they were not read. */
  readonly xcoms: Readonly<Record<TaskLabel, Readonly<Record<string, unknown>>>> | null;
  /** Each task that failed, with the reason from its log; empty where they were not asked for. */
  readonly failures: readonly TaskFailure[];
  /** Whole logs of all tries, oldest first, by task; null where they were not read. */
  readonly logs: Readonly<Record<TaskLabel, readonly (readonly string[])[]>> | null;
}

/** What a run can be at, in the order in which it comes to it. */
export const runStates = ["queued", "running", "success", "failed"] as const;

/** A state of a run. */
export type RunState = (typeof runStates)[number];

/** States of a run that has ended. */
export const finalRunStates: readonly string[] = ["success", "failed"];

/** Whether a run in this state has ended. */
export function isFinalRunState(state: string): boolean {
  return finalRunStates.includes(state);
}

const finalTaskStates: ReadonlySet<string> = new Set(["success", "failed", "skipped", "upstream_failed", "removed"]);

/** Whether a task in this state has ended. */
export function isFinalTaskState(state: string | null): boolean {
  return state !== null && finalTaskStates.has(state);
}
