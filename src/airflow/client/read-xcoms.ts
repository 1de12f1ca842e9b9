import type { RunData } from "../../results/run-data.ts";
import { taskLabel } from "../../results/task-label.ts";
import type { AirflowApi } from "./airflow-api.ts";
import { isNotFound } from "./api-error.ts";
import type { CallOptions } from "./call-options.ts";
import { inBatches } from "./in-batches.ts";

const atOnce = 4;

/** XComs that are read, and tasks that are asked for them, where nobody asked for all. */
const most = 200;

/**
 * Values of a run's XComs by task and key, one request for each.
 * @param tasks how many tasks the run has
 * @param all whether they are read however many they are
 * @returns null where they are more than 200 and not all are wanted
 */
export async function readXComs(
  api: Pick<AirflowApi, "xcoms" | "xcom">,
  { dagId, runId }: Pick<RunData, "dagId" | "runId">,
  { tasks, all }: { tasks: number; all: boolean },
  options: CallOptions,
): Promise<RunData["xcoms"]> {
  if (!all && tasks > most) return null;
  const keys = await api.xcoms(dagId, runId, options);
  if (!all && keys.length > most) return null;
  const entries = await inBatches(keys, atOnce, async ({ taskId, mapIndex, key }) => {
    try {
      const value = await api.xcom({ dagId, runId, taskId, mapIndex }, key, options);
      return [{ label: taskLabel({ taskId, mapIndex }), key, value }];
    } catch (error) {
      // A try that begins meanwhile removes what the one before it had pushed.
      if (isNotFound(error)) return [];
      throw error;
    }
  });
  const byTask: Record<string, Record<string, unknown>> = {};
  for (const { label, key, value } of entries.flat()) {
    byTask[label] ??= {};
    byTask[label][key] = value;
  }
  return byTask;
}
