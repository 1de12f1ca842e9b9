import { z } from "zod";
import { ApiError, explaining, wasThere } from "../api-error.ts";
import type { ApiHttp } from "../api-http.ts";
import type { CallOptions } from "../call-options.ts";
import type { DagRun, RunApi } from "../run-api.ts";
import { ofDag } from "./dags.ts";
import { number, record, text } from "./fields.ts";
import { listAll, listFirst } from "./lists.ts";
import { path } from "./paths.ts";

/** A run as REST v2 tells of it. */
export const dagRun = z
  .object({
    ...{ dag_id: z.string(), dag_run_id: z.string(), state: z.string(), run_type: text, conf: record, note: text },
    ...{ logical_date: text, run_after: text, queued_at: text, start_date: text, end_date: text, duration: number },
  })
  .transform(
    (of): DagRun => ({
      ...{ dagId: of.dag_id, runId: of.dag_run_id, state: of.state, type: of.run_type, conf: of.conf, note: of.note },
      ...{ logicalDate: of.logical_date, runAfter: of.run_after, queuedAt: of.queued_at },
      ...{ start: of.start_date, end: of.end_date, seconds: of.duration },
    }),
  );

/** Asks about a run, and explains a 404 by the DAGs and runs there are. */
export async function ofRun<T>(
  http: ApiHttp,
  { dagId, runId }: { dagId: string; runId: string },
  call: Promise<T>,
  options?: CallOptions,
): Promise<T> {
  return explaining(["run", `of the DAG "${dagId}"`], runId, call, async () => {
    const asked = listFirst(http, newestRuns(dagId), "dag_runs", z.object({ dag_run_id: z.string() }), options);
    return (await ofDag(http, dagId, asked, options)).map((one) => one.dag_run_id);
  });
}

function newestRuns(dagId: string) {
  return { path: path`/dags/${dagId}/dagRuns`, query: { order_by: "-run_after" } };
}

/** Questions about runs as a whole, in REST v2. */
export function runCalls(http: ApiHttp): Pick<RunApi, "trigger" | "runs" | "run" | "markRun" | "deleteRun"> {
  const runPath = (dagId: string, runId: string) => path`/dags/${dagId}/dagRuns/${runId}`;
  return {
    async trigger(dagId, { conf = {}, logicalDate = null, runId, note } = {}, options) {
      const body = { logical_date: logicalDate, conf, dag_run_id: runId, note };
      const request = { method: "POST", path: path`/dags/${dagId}/dagRuns`, body } as const;
      try {
        return await ofDag(http, dagId, http.ask(request, dagRun, options), options);
      } catch (error) {
        if (!(error instanceof ApiError) || error.status !== 409) throw error;
        const taken = runId === undefined ? `a run for ${logicalDate ?? "this moment"}` : `the run "${runId}"`;
        throw new ApiError("AT_API", `the DAG "${dagId}" already has ${taken}`, {
          ...{
            status: 409,
            observed: error.parts.observed,
            try: "another run id or logical date, or none",
            cause: error,
          },
        });
      }
    },
    runs: (dagId, options) =>
      ofDag(http, dagId, listAll(http, newestRuns(dagId), "dag_runs", dagRun, options), options),
    run: (dagId, runId, options) =>
      ofRun(http, { dagId, runId }, http.ask({ path: runPath(dagId, runId) }, dagRun, options), options),
    markRun: (dagId, runId, state, options) => {
      const request = { method: "PATCH", path: runPath(dagId, runId), body: { state } } as const;
      return ofRun(http, { dagId, runId }, http.ask(request, dagRun, options), options);
    },
    deleteRun: (dagId, runId, options) =>
      wasThere(http.tell({ method: "DELETE", path: runPath(dagId, runId) }, options)),
  };
}
