import type { RunData, TaskInstanceSnapshot, TrySnapshot } from "../../results/run-data.ts";
import type { CallOptions } from "./call-options.ts";

/** What a run is asked for with. */
export interface Trigger {
  /** Configuration of the run. @default {} */
  readonly conf?: Readonly<Record<string, unknown>>;
  /** ISO 8601. @default none */
  readonly logicalDate?: string;
  /** Letters, digits and `_.~:+-`. @default made by Airflow */
  readonly runId?: string;
  /** Shown beside the run in Airflow. */
  readonly note?: string;
}

/** A DAG run without its tasks. */
export interface DagRun extends Omit<RunData, "takenAt" | "downstream" | "tasks" | "xcoms" | "failures" | "logs"> {
  /** What {@link Trigger.note} says. */
  readonly note: string | null;
}

/** Names an instance of a task in a run. */
export interface TaskAddress {
  /** Id of the DAG. */
  readonly dagId: string;
  /** Id of the run. */
  readonly runId: string;
  /** Id of the task. */
  readonly taskId: string;
  /** @default -1, a task that is not mapped */
  readonly mapIndex?: number;
}

/** An exception that a program logged. */
export interface LoggedException {
  /** Type and text, such as `ValueError: no rows`. */
  readonly message: string;
  /** In Python's own form, with its causes; the last line is the message. */
  readonly traceback: string;
}

/** One entry of a task's log. */
export interface TaskLogEvent {
  /** ISO 8601, null for lines without a time. */
  readonly at: string | null;
  /** Level, such as `info`; null where the line has none. */
  readonly level: string | null;
  /** Name of the logger; null where the line has none. */
  readonly logger: string | null;
  /** The message; an exception follows in Python's own form. */
  readonly text: string;
  /** The exception alone, null for entries without one. */
  readonly exception: LoggedException | null;
  /** What the program logged beside the message. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The log of one attempt. */
export interface TaskLog {
  /** Its entries, in their order. */
  readonly events: readonly TaskLogEvent[];
  /** The texts alone, line by line, without the marks that Airflow sets for folding. */
  readonly lines: readonly string[];
  /** Where Airflow found it: a file, or a worker's log server; also why it did not. */
  readonly sources: readonly string[];
}

/** Names an XCom. */
export interface XComKey {
  /** Id of the task. */
  readonly taskId: string;
  /** From 0 in a mapped task, else -1. */
  readonly mapIndex: number;
  /** Key, mostly `return_value`. */
  readonly key: string;
}

/** Which tasks of a run are to run again. */
export interface Clear {
  /** Ids of tasks, or `{ taskId, mapIndex }` for one instance of a mapped task. @default all */
  readonly tasks?: readonly (string | Pick<TaskAddress, "taskId" | "mapIndex">)[];
  /** Only those that failed, or did not run because one before them had. @default false */
  readonly onlyFailed?: boolean;
  /** Also what comes after the named tasks. @default true */
  readonly downstream?: boolean;
}

/** Questions about runs. Ids that do not exist throw ApiError `AT_NOT_FOUND` naming the nearest one. */
export interface RunApi {
  /**
   * Asks for a run; a run of a paused DAG stays queued.
   * @throws ApiError `AT_API` where the run id is taken
   */
  trigger(dagId: string, trigger?: Trigger, options?: CallOptions): Promise<DagRun>;
  /** Runs of a DAG, the newest first. */
  runs(dagId: string, options?: CallOptions): Promise<DagRun[]>;
  /** One run, without its tasks. */
  run(dagId: string, runId: string, options?: CallOptions): Promise<DagRun>;
  /** Ends a run as succeeded or failed: what runs is stopped, what waits is skipped. */
  markRun(dagId: string, runId: string, state: "success" | "failed", options?: CallOptions): Promise<DagRun>;
  /** Removes a run with its tasks and XComs; says whether there was one. */
  deleteRun(dagId: string, runId: string, options?: CallOptions): Promise<boolean>;
  /** All tasks of a run, mapped ones too, without earlier tries; by id and map index. */
  taskInstances(dagId: string, runId: string, options?: CallOptions): Promise<TaskInstanceSnapshot[]>;
  /** A task without its earlier tries. */
  taskInstance(task: TaskAddress, options?: CallOptions): Promise<TaskInstanceSnapshot>;
  /**
   * Lets tasks of a run begin again, and the run with them. A task that does not exist is passed over.
   * @returns the tasks that will run again
   */
  clear(dagId: string, runId: string, clear?: Clear, options?: CallOptions): Promise<TaskInstanceSnapshot[]>;
  /** How many of a run's tasks have ended, without reading them. */
  progress(
    dagId: string,
    runId: string,
    options?: CallOptions,
  ): Promise<{
    /** Tasks that have ended. */
    finished: number;
    /** All tasks. */
    total: number;
  }>;
  /** All attempts, oldest first. */
  tries(task: TaskAddress, options?: CallOptions): Promise<TrySnapshot[]>;
  /** The log of an attempt, whole as far as it is written. @param tryNumber from 1 */
  log(task: TaskAddress, tryNumber: number, options?: CallOptions): Promise<TaskLog>;
  /** What there is to be read with {@link RunApi.xcom}. */
  xcoms(dagId: string, runId: string, options?: CallOptions): Promise<XComKey[]>;
  /** The value, as Python pushed it where JSON can say it. @param key default `return_value` */
  xcom(task: TaskAddress, key?: string, options?: CallOptions): Promise<unknown>;
}
