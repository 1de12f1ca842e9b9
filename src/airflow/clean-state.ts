/**
 * What a reset does to a table of the metadata database.
 * - `emptied`: every row goes
 * - `restored`: its rows become those of the baseline
 * - `swept`: some rows go, or some columns are set; the SQL says which
 * - `stays`: untouched
 */
export type TableFate = "emptied" | "restored" | "swept" | "stays";

/** Names a run. */
export interface RunKey {
  /** Id of the DAG. */
  readonly dagId: string;
  /** Id of the run. */
  readonly runId: string;
}

/** A run that has not come to rest, as it was found. */
export interface ActiveRun extends RunKey {
  /** State of Airflow, such as `running`; a run that has ended may still have a task with a worker. */
  readonly state: string;
  /** The run's note in Airflow. */
  readonly note: string | null;
}

/** Names what a worker has to do: by Celery's id or by that of the task instance, whichever is known. */
export interface TaskIds {
  readonly celeryId: string | null;
  readonly taskInstanceId: string | null;
}

/** A task with which the workers are not done. */
export interface ActiveTask extends TaskIds {
  readonly taskInstanceId: string;
  /** DAG, run and task, for people. */
  readonly name: string;
  /** State of Airflow. */
  readonly state: string | null;
  /** Whether it has ended for Airflow; its process may still run callbacks. */
  readonly ended: boolean;
  /** Whether its worker is through with it, and will not report it any more. */
  readonly left: boolean;
}

/** A trigger for which a task waits. */
export interface ActiveTrigger {
  readonly id: number;
  /** DAG, run and task, for people. */
  readonly name: string;
  /** The log that it writes while it runs: absolute path, without what the triggerer appends. */
  readonly log: string;
  /** Whether a triggerer has taken it, and runs it sooner or later. */
  readonly taken: boolean;
}

/** What is done to the process of a task: it is halted where it is, it goes on from there, or it ends. */
export type TaskSignal = "halt" | "resume" | "kill";

/** What a metadata database has; an older release lacks some tables and columns. */
export interface DatabaseShape {
  /** Whether there is a table, or a column of it. */
  has(table: string, column?: string): boolean;
}

/**
 * How a cluster's state is kept and brought back in a major of Airflow. What is said to be SQL is for the metadata
 * database and may be several statements; commands are for a shell in a component. Where `runs` is left out, all are
 * meant.
 */
export interface CleanState {
  /** Every table of the metadata database with what a reset does to it, in an order in which rows can be deleted. */
  readonly tables: Readonly<Record<string, TableFate>>;
  /** SQL that keeps the baseline in a schema that is there and empty. */
  capture(schema: string, shape: DatabaseShape): string;
  /**
   * SQL statements that lock runs and their tasks until the end of the transaction, so that the scheduler starts
   * nothing. Each gives one row, `{ missed }`: the number of rows that somebody else has locked.
   */
  lock(runs?: readonly RunKey[]): readonly string[];
  /** SQL for rows of {@link ActiveRun}. */
  activeRuns(runs?: readonly RunKey[]): string;
  /** SQL for rows of {@link ActiveTask}. */
  activeTasks(runs?: readonly RunKey[]): string;
  /** SQL for rows of {@link ActiveTrigger}. @param logs folder of all logs */
  activeTriggers(logs: string, runs?: readonly RunKey[]): string;
  /** SQL that ends what waits for a trigger that no triggerer has taken, or for one of these, and removes the triggers. */
  endTriggers(ids: readonly number[], runs?: readonly RunKey[]): string;
  /** Command for a triggerer that prints the logs of those triggers that run there, one a line. @param logs folder of all logs */
  runningTriggers(logs: string, runs?: readonly RunKey[]): string;
  /** SQL that ends runs, so that the scheduler leaves their tasks alone, whatever their workers tell of them. */
  halt(runs?: readonly RunKey[]): string;
  /** SQL that records the end of tasks which no worker will report, so that the executor forgets them. */
  settle(tasks: readonly TaskIds[]): string;
  /** SQL that brings all tables to the baseline. @param paused whether a DAG newer than the baseline begins paused */
  restore(schema: string, shape: DatabaseShape, paused: boolean): string;
  /** SQL that deletes runs with all that belongs to them. */
  remove(runs: readonly RunKey[]): string;
  /** Which task a message in a queue is for; undefined for one that is not Airflow's. */
  messageTask(headers: Readonly<Record<string, unknown>>, body: Buffer): TaskIds | undefined;
  /**
   * Command for a worker that signals the processes of tasks, with all that they started; prints the ids of those tasks
   * that have a process there, one a line. What is halted goes on by itself when the shell of the command has gone.
   */
  signalTasks(signal: TaskSignal, taskInstanceIds: readonly string[]): string;
  /** Command for a worker that prints the ids of those tasks that have a process, one a line. */
  livingTasks(taskInstanceIds: readonly string[]): string;
  /** Command that removes the logs of tasks. @param logs folder of all logs */
  removeLogs(logs: string, runs?: readonly RunKey[]): string;
  /** SQL for rows `{ id, file }`: import errors with the absolute path of the file. @param dags folder of the DAG files */
  importErrors(dags: string): string;
  /** SQL that deletes import errors. */
  forgetImportErrors(ids: readonly number[]): string;
}
