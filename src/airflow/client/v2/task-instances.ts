import { z } from "zod";
import type { TaskInstanceSnapshot, TrySnapshot } from "../../../results/run-data.ts";
import { byLabel, taskLabel } from "../../../results/task-label.ts";
import { ApiError, explaining } from "../api-error.ts";
import type { ApiHttp } from "../api-http.ts";
import type { CallOptions } from "../call-options.ts";
import type { Clear, RunApi, TaskAddress } from "../run-api.ts";
import { number, text } from "./fields.ts";
import { listAll } from "./lists.ts";
import { path } from "./paths.ts";
import { ofRun } from "./runs.ts";

const tryFields = {
  ...{ try_number: z.number(), state: text, scheduled_when: text, queued_when: text, start_date: text, end_date: text },
  ...{ hostname: text, pid: number, queue: text, pool: text, operator: text },
};

type TryFields = z.output<z.ZodObject<typeof tryFields>>;

function tryOf(of: TryFields): TrySnapshot {
  return {
    ...{ tryNumber: of.try_number, state: of.state, scheduledAt: of.scheduled_when, queuedAt: of.queued_when },
    ...{ start: of.start_date, end: of.end_date, hostname: of.hostname || null, pid: of.pid },
    ...{ queue: of.queue, pool: of.pool, operator: of.operator },
  };
}

const oneTry = z.object(tryFields).transform(tryOf);

const taskInstance = z
  .object({ ...tryFields, task_id: z.string(), map_index: z.number(), max_tries: z.number(), duration: number })
  .transform(
    (of): TaskInstanceSnapshot => ({
      ...{ taskId: of.task_id, mapIndex: of.map_index, ...tryOf(of), seconds: of.duration, maxTries: of.max_tries },
      earlierTries: [],
    }),
  );

const triesAnswer = z.object({ task_instances: z.array(oneTry) });
const clearAnswer = z.object({ task_instances: z.array(taskInstance) });
const countAnswer = z.object({ total_entries: z.number() });
const finalStates = ["success", "failed", "skipped", "upstream_failed", "removed"];

/** Path of a task instance, mapped or not. */
export function instancePath({ dagId, runId, taskId }: TaskAddress): string {
  return path`/dags/${dagId}/dagRuns/${runId}/taskInstances/${taskId}`;
}

function mappedPart({ mapIndex = -1 }: TaskAddress): string {
  return mapIndex >= 0 ? `/${mapIndex}` : "";
}

/** Asks about a task instance, and explains a 404 by the DAGs, runs and instances there are. */
export async function ofInstance<T>(
  http: ApiHttp,
  task: TaskAddress,
  call: Promise<T>,
  options?: CallOptions,
): Promise<T> {
  const label = taskLabel({ taskId: task.taskId, mapIndex: task.mapIndex ?? -1 });
  return explaining(["task", `in the run "${task.runId}"`], label, call, async () => {
    const all = await instances(http, task, options);
    const mapped = all.filter(({ taskId, mapIndex }) => taskId === task.taskId && mapIndex >= 0);
    if (mapped.length > 0 && label === task.taskId) throw isMapped(task, mapped);
    return all.map((one) => taskLabel(one));
  });
}

function isMapped({ taskId, runId }: TaskAddress, instances: readonly TaskInstanceSnapshot[]): ApiError {
  const range = [...new Set([instances[0], instances.at(-1)].map((one) => one && taskLabel(one)))].join(" to ");
  return new ApiError("AT_NOT_FOUND", `the task "${taskId}" in the run "${runId}" is mapped: name an instance`, {
    ...{ status: 404, expected: range },
  });
}

async function instances(
  http: ApiHttp,
  { dagId, runId }: Pick<TaskAddress, "dagId" | "runId">,
  options?: CallOptions,
): Promise<TaskInstanceSnapshot[]> {
  const request = { path: path`/dags/${dagId}/dagRuns/${runId}/taskInstances` };
  const all = await ofRun(
    http,
    { dagId, runId },
    listAll(http, request, "task_instances", taskInstance, options),
    options,
  );
  return byTask(all);
}

function byTask(all: TaskInstanceSnapshot[]): TaskInstanceSnapshot[] {
  return all.sort((a, b) => byLabel(a.taskId, b.taskId) || a.mapIndex - b.mapIndex);
}

function clearBody(runId: string, { tasks, onlyFailed = false, downstream = true }: Clear): object {
  const ids = tasks?.map((one) =>
    typeof one === "string" ? one : (one.mapIndex ?? -1) < 0 ? one.taskId : [one.taskId, one.mapIndex],
  );
  const named = ids && { task_ids: ids, include_downstream: downstream };
  return { dry_run: false, dag_run_id: runId, only_failed: onlyFailed, ...named };
}

/** Questions about the tasks of a run, in REST v2. */
export function taskInstanceCalls(
  http: ApiHttp,
): Pick<RunApi, "taskInstances" | "taskInstance" | "tries" | "progress" | "clear"> {
  return {
    taskInstances: (dagId, runId, options) => instances(http, { dagId, runId }, options),
    taskInstance: (task, options) =>
      ofInstance(http, task, http.ask({ path: instancePath(task) + mappedPart(task) }, taskInstance, options), options),
    async tries(task, options) {
      const asked = http.ask({ path: `${instancePath(task)}${mappedPart(task)}/tries` }, triesAnswer, options);
      const { task_instances: tries } = await ofInstance(http, task, asked, options);
      return tries.sort((a, b) => a.tryNumber - b.tryNumber);
    },
    async progress(dagId, runId, options) {
      const count = (state?: readonly string[]) => {
        const request = { path: path`/dags/${dagId}/dagRuns/${runId}/taskInstances`, query: { limit: 0, state } };
        return ofRun(http, { dagId, runId }, http.ask(request, countAnswer, options), options);
      };
      const [total, finished] = await Promise.all([count(), count(finalStates)]);
      return { finished: finished.total_entries, total: total.total_entries };
    },
    async clear(dagId, runId, clear = {}, options) {
      const request = { path: path`/dags/${dagId}/clearTaskInstances`, body: clearBody(runId, clear) };
      const asked = http.ask({ method: "POST", ...request }, clearAnswer, options);
      return byTask((await ofRun(http, { dagId, runId }, asked, options)).task_instances);
    },
  };
}
