import type { RunData, TaskFailure, TaskInstanceSnapshot } from "../../results/run-data.ts";
import { taskLabel } from "../../results/task-label.ts";
import type { AirflowApi } from "./airflow-api.ts";
import { ifThere } from "./api-error.ts";
import type { CallOptions } from "./call-options.ts";
import { inBatches } from "./in-batches.ts";
import type { TaskLog } from "./run-api.ts";
import { failureOf, unreadFailure } from "./task-failure.ts";

type LogApi = Pick<AirflowApi, "log">;
type RunId = Pick<RunData, "dagId" | "runId">;

const atOnce = 4;

const noLog = "there is no log: no worker had it";

/** Failed tasks whose logs are read for the reason, where not all logs are. */
const mostFailures = 20;

/** Why each failed task failed, one request for each of the first 20. */
export async function readFailures(
  api: LogApi,
  run: RunId,
  tasks: readonly TaskInstanceSnapshot[],
  options: CallOptions,
): Promise<TaskFailure[]> {
  const failed = failedOf(tasks);
  const read = await inBatches(failed.slice(0, mostFailures), atOnce, async (task) => {
    const log = await logOf(api, run, task, task.tryNumber, options);
    return log ? failureOf(task, log) : unreadFailure(task, noLog);
  });
  const why = `not read: there are ${failed.length} failed tasks, and only the first ${mostFailures} are looked into`;
  return [...read, ...failed.slice(mostFailures).map((task) => unreadFailure(task, why))];
}

/** Logs of all tries, one request for each, and the failures that they tell of. */
export async function readLogs(
  api: LogApi,
  run: RunId,
  tasks: readonly TaskInstanceSnapshot[],
  options: CallOptions,
): Promise<{ logs: NonNullable<RunData["logs"]>; failures: TaskFailure[] }> {
  const tries = tasks.flatMap((task) =>
    [...task.earlierTries, task].map(({ tryNumber }) => ({ label: taskLabel(task), task, tryNumber })),
  );
  const read = await inBatches(tries, atOnce, ({ task, tryNumber }) => logOf(api, run, task, tryNumber, options));
  const byTask = Object.groupBy(
    tries.flatMap(({ label }, i) => (read[i] ? [{ label, log: read[i] }] : [])),
    ({ label }) => label,
  );
  const logsOf = (task: TaskInstanceSnapshot) => (byTask[taskLabel(task)] ?? []).map(({ log }) => log);
  return {
    logs: Object.fromEntries(tasks.map((task) => [taskLabel(task), logsOf(task).map(({ lines }) => lines)])),
    failures: failedOf(tasks).map((task) => {
      const log = logsOf(task).at(-1);
      return log ? failureOf(task, log) : unreadFailure(task, noLog);
    }),
  };
}

function failedOf(tasks: readonly TaskInstanceSnapshot[]): TaskInstanceSnapshot[] {
  return tasks.filter(({ state }) => state === "failed");
}

/** Undefined for a try that has not begun, or never will. */
async function logOf(
  api: LogApi,
  { dagId, runId }: RunId,
  { taskId, mapIndex }: TaskInstanceSnapshot,
  tryNumber: number,
  options: CallOptions,
): Promise<TaskLog | undefined> {
  if (tryNumber < 1) return undefined;
  return ifThere(api.log({ dagId, runId, taskId, mapIndex }, tryNumber, options));
}
