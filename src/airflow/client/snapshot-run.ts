import type { RunData, TaskInstanceSnapshot } from "../../results/run-data.ts";
import { type RunSnapshot, toSnapshot } from "../../results/run-snapshot.ts";
import type { AirflowApi } from "./airflow-api.ts";
import { ifThere } from "./api-error.ts";
import type { CallOptions } from "./call-options.ts";
import { inBatches } from "./in-batches.ts";
import { readFailures, readLogs } from "./read-logs.ts";
import { readXComs } from "./read-xcoms.ts";
import type { DagRun } from "./run-api.ts";

/** What a snapshot holds beyond run and tasks. */
export interface SnapshotOptions extends CallOptions {
  /**
   * Values of XComs, one request for each: all, none, or, left out, all in a run of at most 200 tasks and 200 XComs.
   * Where they were not read, `xcoms` is null.
   */
  xcoms?: boolean;
  /** Why tasks failed, one request for each of the first 20; the others have no message and say so. @default true */
  failures?: boolean;
  /** Whole logs of all tries, one request for each; the failures come from them, however many they are. @default false */
  logs?: boolean;
  /** @default the present moment */
  now?: () => Date;
}

const atOnce = 4;

/** What a snapshot needs of the API. */
export type SnapshotApi = Pick<AirflowApi, "run" | "taskInstances" | "tries" | "tasks" | "xcoms" | "xcom" | "log">;

/**
 * Reads a run with all its tasks, their earlier tries and the DAG's edges into plain frozen data.
 * @param of the run as it was just read, or what names it
 * @throws ApiError `AT_NOT_FOUND` where there is no such run
 */
export async function snapshotRun(
  api: SnapshotApi,
  of: DagRun | Pick<DagRun, "dagId" | "runId">,
  { xcoms, failures = true, logs = false, now = () => new Date(), ...options }: SnapshotOptions = {},
): Promise<RunSnapshot> {
  const { note: _, ...run } = "state" in of ? of : await api.run(of.dagId, of.runId, options);
  const { dagId, runId } = run;
  const [instances, downstream] = await Promise.all([
    api.taskInstances(dagId, runId, options),
    edges(api, dagId, options),
  ]);
  const takenAt = now().toISOString();
  const values =
    xcoms === false ? null : readXComs(api, run, { tasks: instances.length, all: xcoms === true }, options);
  const tried = inBatches(instances, atOnce, async (task) => {
    const earlierTries = await earlier(api, run, task, options);
    return { ...task, earlierTries };
  });
  const told = tried.then(async (tasks) => {
    if (logs) return readLogs(api, run, tasks, options);
    return { logs: null, failures: failures ? await readFailures(api, run, tasks, options) : [] };
  });
  const [tasks, found, read] = await Promise.all([tried, values, told]);
  return toSnapshot({ ...run, takenAt, downstream, tasks, xcoms: found, ...read });
}

async function earlier(
  api: SnapshotApi,
  { dagId, runId }: Pick<DagRun, "dagId" | "runId">,
  { taskId, mapIndex, tryNumber }: TaskInstanceSnapshot,
  options: CallOptions,
): Promise<TaskInstanceSnapshot["earlierTries"]> {
  if (tryNumber < 2) return [];
  const tries = await api.tries({ dagId, runId, taskId, mapIndex }, options);
  return tries.filter((one) => one.tryNumber < tryNumber);
}

/** A DAG that has been deleted meanwhile has no edges any more. */
async function edges(api: SnapshotApi, dagId: string, options: CallOptions): Promise<RunData["downstream"]> {
  const tasks = await ifThere(api.tasks(dagId, options));
  return tasks ? Object.fromEntries(tasks.map(({ id, downstream }) => [id, downstream])) : null;
}
