import { z } from "zod";
import type { TaskInstanceSnapshot, TrySnapshot } from "../../../results/run-data.ts";
import { byLabel, taskLabel } from "../../../results/task-label.ts";
import { explaining } from "../api-error.ts";
import type { ApiHttp } from "../api-http.ts";
import type { CallOptions } from "../call-options.ts";
import type { RunApi, TaskAddress } from "../run-api.ts";
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
const countAnswer = z.object({ total_entries: z.number() });
const finalStates = ["success", "failed", "skipped", "upstream_failed", "removed"];

/** Path of a task instance, mapped or not. */
export function instancePath({ dagId, runId, taskId }: TaskAddress): string {
  return path`/dags/${dagId}/dagRuns/${runId}/taskInstances/${taskId}`;
}

/** Asks about a task instance, and explains a 404 by the DAGs, runs and instances there are. */
export async function ofInstance<T>(
  http: ApiHttp,
  task: TaskAddress,
  call: Promise<T>,
  options?: CallOptions,
): Promise<T> {
  const label = taskLabel({ taskId: task.taskId, mapIndex: task.mapIndex ?? -1 });
  return explaining(["task", `in the run "${task.runId}"`], label, call, async () =>
    (await instances(http, task, options)).map((one) => taskLabel(one)),
  );
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
  return all.sort((a, b) => byLabel(a.taskId, b.taskId) || a.mapIndex - b.mapIndex);
}

/** Questions about the tasks of a run, in REST v2. */
export function taskInstanceCalls(http: ApiHttp): Pick<RunApi, "taskInstances" | "tries" | "progress"> {
  return {
    taskInstances: (dagId, runId, options) => instances(http, { dagId, runId }, options),
    async tries(task, options) {
      const mapped = (task.mapIndex ?? -1) >= 0 ? `/${task.mapIndex}` : "";
      const asked = http.ask({ path: `${instancePath(task)}${mapped}/tries` }, triesAnswer, options);
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
  };
}
