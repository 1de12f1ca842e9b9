import { z } from "zod";
import { byLabel } from "../../../results/task-label.ts";
import { ApiError, explaining } from "../api-error.ts";
import type { ApiHttp } from "../api-http.ts";
import type { CallOptions } from "../call-options.ts";
import type { Dag, DagApi, DagTask, DagWarning, ImportError, NextRun } from "../dag-api.ts";
import { flag, number, strings, text } from "./fields.ts";
import { listAll } from "./lists.ts";
import { path } from "./paths.ts";

const dagFields = z.object({
  ...{ dag_id: z.string(), file_token: text, is_paused: flag, is_stale: flag, has_import_errors: flag },
  ...{ relative_fileloc: text, bundle_name: text, description: text, last_parsed_time: text, owners: strings },
  ...{ timetable_summary: text, timetable_description: text, max_active_tasks: number, max_active_runs: number },
  ...{ next_dagrun_logical_date: text, next_dagrun_run_after: text },
  ...{ next_dagrun_data_interval_start: text, next_dagrun_data_interval_end: text },
  tags: z.array(z.object({ name: z.string() })).nullish(),
});

const dag = dagFields.transform(
  (of): Dag => ({
    ...{ id: of.dag_id, paused: of.is_paused, stale: of.is_stale, file: of.relative_fileloc, bundle: of.bundle_name },
    ...{ schedule: of.timetable_summary, scheduleInWords: of.timetable_description, nextRun: nextRunOf(of) },
    ...{ owners: of.owners, tags: (of.tags ?? []).map(({ name }) => name), description: of.description },
    ...{ parsedAt: of.last_parsed_time, maxActiveTasks: of.max_active_tasks, maxActiveRuns: of.max_active_runs },
    hasImportErrors: of.has_import_errors,
  }),
);

function nextRunOf(of: z.output<typeof dagFields>): NextRun | null {
  if (of.next_dagrun_run_after === null) return null;
  return {
    ...{ logicalDate: of.next_dagrun_logical_date, runAfter: of.next_dagrun_run_after },
    ...{ intervalStart: of.next_dagrun_data_interval_start, intervalEnd: of.next_dagrun_data_interval_end },
  };
}

const timeDelta = z.object({ days: z.number(), seconds: z.number(), microseconds: z.number() });

const dagTask = z
  .object({
    ...{
      task_id: z.string(),
      operator_name: text,
      owner: text,
      retries: number,
      is_mapped: flag,
      depends_on_past: flag,
    },
    ...{ trigger_rule: text, queue: text, pool: text, downstream_task_ids: strings, retry_delay: timeDelta.nullish() },
  })
  .transform(
    (of): DagTask => ({
      ...{
        id: of.task_id,
        operator: of.operator_name,
        owner: of.owner,
        retries: of.retries ?? 0,
        mapped: of.is_mapped,
      },
      retryDelay: of.retry_delay
        ? of.retry_delay.days * 86_400 + of.retry_delay.seconds + of.retry_delay.microseconds / 1e6
        : null,
      downstream: of.downstream_task_ids.toSorted(byLabel),
      ...{ dependsOnPast: of.depends_on_past, triggerRule: of.trigger_rule, queue: of.queue, pool: of.pool },
    }),
  );

const importError = z
  .object({ filename: z.string(), bundle_name: text, stack_trace: z.string(), timestamp: z.string() })
  .transform(
    ({ filename: file, bundle_name: bundle, stack_trace: error, timestamp: at }): ImportError => ({
      ...{ file, bundle, error, at },
    }),
  );

const dagWarning = z
  .object({ dag_id: z.string(), warning_type: z.string(), message: z.string(), timestamp: z.string() })
  .transform(
    ({ dag_id: dagId, warning_type: type, message, timestamp: at }): DagWarning => ({ dagId, type, message, at }),
  );

const tasksAnswer = z.object({ tasks: z.array(dagTask) });
const sourceAnswer = z.object({ content: text });
const tokenAnswer = z.object({ file_token: z.string() });

/** Asks about a DAG, and explains a 404 by the DAGs there are. */
export async function ofDag<T>(http: ApiHttp, dagId: string, call: Promise<T>, options?: CallOptions): Promise<T> {
  return explaining(["DAG"], dagId, call, async () => {
    const known = await listAll(http, { path: path`/dags` }, "dags", z.object({ dag_id: z.string() }), options);
    return known.map((one) => one.dag_id);
  });
}

/** Questions about DAGs, in REST v2. */
export function dagCalls(http: ApiHttp): DagApi {
  return {
    dags: ({ paused, stale = false } = {}, options) => {
      const query = { paused, exclude_stale: !stale, order_by: "dag_id" };
      return listAll(http, { path: path`/dags`, query }, "dags", dag, options);
    },
    dag: (id, options) => ofDag(http, id, http.ask({ path: path`/dags/${id}` }, dag, options), options),
    async tasks(id, options) {
      const asked = http.ask({ path: path`/dags/${id}/tasks` }, tasksAnswer, options);
      return (await ofDag(http, id, asked, options)).tasks.sort((a, b) => byLabel(a.id, b.id));
    },
    async source(id, options) {
      const asked = http.ask({ path: path`/dagSources/${id}` }, sourceAnswer, options);
      return (await ofDag(http, id, asked, options)).content ?? "";
    },
    setPaused: (id, paused, options) => {
      const body = { is_paused: paused };
      return ofDag(http, id, http.ask({ method: "PATCH", path: path`/dags/${id}`, body }, dag, options), options);
    },
    async requestParse(id, options) {
      const asked = http.ask({ path: path`/dags/${id}` }, tokenAnswer, options);
      const { file_token: token } = await ofDag(http, id, asked, options);
      try {
        await http.tell({ method: "PUT", path: path`/parseDagFile/${token}` }, options);
      } catch (error) {
        // The file has been asked for already, and not been taken up yet.
        if (!(error instanceof ApiError && error.status === 409)) throw error;
      }
    },
    importErrors: (options) => listAll(http, { path: path`/importErrors` }, "import_errors", importError, options),
    dagWarnings: (options) => listAll(http, { path: path`/dagWarnings` }, "dag_warnings", dagWarning, options),
  };
}
