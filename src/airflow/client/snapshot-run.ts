import type { RunData, TaskInstanceSnapshot } from "../../results/run-data.ts";
import { type RunSnapshot, toSnapshot } from "../../results/run-snapshot.ts";
import { taskLabel } from "../../results/task-label.ts";
import type { AirflowApi } from "./airflow-api.ts";
import { isNotFound } from "./api-error.ts";
import type { CallOptions } from "./call-options.ts";
import { inBatches } from "./in-batches.ts";

/** What a snapshot holds beyond run and tasks. */
export interface SnapshotOptions extends CallOptions {
  /** Also the values of XComs, one request for each. @default false */
  xcoms?: boolean;
  /** @default the present moment */
  now?: () => Date;
}

const atOnce = 4;

/** What a snapshot needs of the API. */
export type SnapshotApi = Pick<AirflowApi, "run" | "taskInstances" | "tries" | "tasks" | "xcoms" | "xcom">;

/**
 * Reads a run with all its tasks, their earlier tries and the DAG's edges into plain frozen data.
 * @throws ApiError `AT_NOT_FOUND` where there is no such run
 */
export async function snapshotRun(
  api: SnapshotApi,
  dagId: string,
  runId: string,
  { xcoms = false, now = () => new Date(), ...options }: SnapshotOptions = {},
): Promise<RunSnapshot> {
  const { note: _, ...run } = await api.run(dagId, runId, options);
  const [instances, downstream, values] = await Promise.all([
    api.taskInstances(dagId, runId, options),
    edges(api, dagId, options),
    xcoms ? xcomValues(api, dagId, runId, options) : undefined,
  ]);
  const tasks = await inBatches(instances, atOnce, async (task) => {
    const earlierTries = await earlier(api, dagId, runId, task, options);
    return { ...task, earlierTries };
  });
  return toSnapshot({
    ...{ ...run, takenAt: now().toISOString(), downstream, tasks },
    ...{ xcoms: values ?? null, failures: [], logs: null },
  });
}

async function earlier(
  api: SnapshotApi,
  dagId: string,
  runId: string,
  { taskId, mapIndex, tryNumber }: TaskInstanceSnapshot,
  options: CallOptions,
): Promise<TaskInstanceSnapshot["earlierTries"]> {
  if (tryNumber < 2) return [];
  const tries = await api.tries({ dagId, runId, taskId, mapIndex }, options);
  return tries.filter((one) => one.tryNumber < tryNumber);
}

/** A DAG that has been deleted meanwhile has no edges any more. */
async function edges(api: SnapshotApi, dagId: string, options: CallOptions): Promise<RunData["downstream"]> {
  try {
    return Object.fromEntries((await api.tasks(dagId, options)).map(({ id, downstream }) => [id, downstream]));
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

async function xcomValues(
  api: SnapshotApi,
  dagId: string,
  runId: string,
  options: CallOptions,
): Promise<Record<string, Record<string, unknown>>> {
  const keys = await api.xcoms(dagId, runId, options);
  const values = await inBatches(keys, atOnce, ({ taskId, mapIndex, key }) =>
    api.xcom({ dagId, runId, taskId, mapIndex }, key, options),
  );
  const byTask: Record<string, Record<string, unknown>> = {};
  for (const [i, one] of keys.entries()) {
    byTask[taskLabel(one)] = { ...byTask[taskLabel(one)], [one.key]: values[i] };
  }
  return byTask;
}
