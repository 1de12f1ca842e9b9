import { z } from "zod";
import { ApiError, notFound } from "../api-error.ts";
import type { ApiHttp } from "../api-http.ts";
import type { CallOptions } from "../call-options.ts";
import type { ClusterApi, EventFilter, Health, Job, LoggedEvent } from "../cluster-api.ts";
import { text } from "./fields.ts";
import { listFirst } from "./lists.ts";
import { path } from "./paths.ts";

const status = { status: text };

const healthAnswer = z
  .object({
    metadatabase: z.object(status),
    scheduler: z.object({ ...status, latest_scheduler_heartbeat: text }),
    triggerer: z.object({ ...status, latest_triggerer_heartbeat: text }).nullish(),
    dag_processor: z.object({ ...status, latest_dag_processor_heartbeat: text }).nullish(),
  })
  .transform(
    ({ metadatabase, scheduler, triggerer, dag_processor: processor }): Health => ({
      metadatabase: { status: metadatabase.status, heartbeat: null },
      scheduler: { status: scheduler.status, heartbeat: scheduler.latest_scheduler_heartbeat },
      triggerer: { status: triggerer?.status ?? null, heartbeat: triggerer?.latest_triggerer_heartbeat ?? null },
      dagProcessor: { status: processor?.status ?? null, heartbeat: processor?.latest_dag_processor_heartbeat ?? null },
    }),
  );

const versionAnswer = z.object({ version: z.string() });

const someDags = z.object({ dags: z.array(z.unknown()) });

/** A value, or a value and where it comes from. */
const option = z.object({ key: z.string(), value: z.union([z.string(), z.array(z.string())]) });

const configAnswer = z
  .object({ sections: z.array(z.object({ name: z.string(), options: z.array(option) })) })
  .transform(({ sections }) =>
    Object.fromEntries(
      sections.map(({ name, options }) => [
        name,
        Object.fromEntries(
          options.map(({ key, value }) => [key, typeof value === "string" ? value : (value[0] ?? "")]),
        ),
      ]),
    ),
  );

const job = z
  .object({
    id: z.number(),
    ...{ job_type: text, state: text, hostname: text, start_date: text, latest_heartbeat: text },
  })
  .transform(
    ({ id, job_type: type, state, hostname, start_date: start, latest_heartbeat: heartbeat }): Job => ({
      ...{ id, type, state, hostname, start, heartbeat },
    }),
  );

const loggedEvent = z
  .object({
    event_log_id: z.number(),
    when: z.string(),
    event: z.string(),
    ...{ owner: text, dag_id: text, run_id: text, task_id: text, extra: text },
  })
  .transform(
    ({
      event_log_id: id,
      when: at,
      event,
      owner,
      dag_id: dagId,
      run_id: runId,
      task_id: taskId,
      extra,
    }): LoggedEvent => ({
      ...{ id, at, event, owner, dagId, runId, taskId, extra },
    }),
  );

/** Questions about the cluster, in REST v2. */
export function clusterCalls(http: ApiHttp): ClusterApi {
  const config = async (options?: CallOptions) => {
    try {
      return await http.ask({ path: path`/config` }, configAnswer, options);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 403) throw error;
      throw new ApiError("AT_API", "Airflow does not show its settings", {
        ...{ status: 403, observed: error.parts.observed, try: "[api] expose_config = True", cause: error },
      });
    }
  };
  return {
    config,
    health: (options) => http.askOpenly({ path: path`/monitor/health` }, healthAnswer, options),
    // One DAG, because every role may see DAGs; none need be there.
    checkLogin: async (options) => void (await http.ask({ path: path`/dags`, query: { limit: 1 } }, someDags, options)),
    version: async (options) => (await http.askOpenly({ path: path`/version` }, versionAnswer, options)).version,
    async setting(section, name, options) {
      const sections = await config(options);
      const found = sections[section];
      if (!found) throw notFound(["section of settings"], section, Object.keys(sections));
      const value = found[name];
      if (value === undefined) throw notFound(["setting", `in [${section}]`], name, Object.keys(found));
      return value;
    },
    jobs: ({ type, alive } = {}, options) => {
      // Airflow counts the dead ones, too, but leaves them out after it has cut the page: further pages make no sense.
      const query = { job_type: type, is_alive: alive, order_by: "-latest_heartbeat" };
      return listFirst(http, { path: path`/jobs`, query }, "jobs", job, options);
    },
    eventLog: ({ dagId, runId, event }: EventFilter = {}, options) => {
      const query = { dag_id: dagId, run_id: runId, event, order_by: "-event_log_id" };
      return listFirst(http, { path: path`/eventLogs`, query }, "event_logs", loggedEvent, options);
    },
  };
}
