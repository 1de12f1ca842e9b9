import { z } from "zod";
import { microsOf } from "../../../results/instant.ts";
import type { ApiHttp } from "../api-http.ts";
import type { Backfill, BackfillApi } from "../backfill-api.ts";
import { ofDag } from "./dags.ts";
import { text } from "./fields.ts";
import { listAll } from "./lists.ts";
import { path } from "./paths.ts";
import { dagRun } from "./runs.ts";

const backfill = z
  .object({
    ...{ id: z.number(), dag_id: z.string(), from_date: z.string(), to_date: z.string() },
    ...{ created_at: z.string(), completed_at: text },
  })
  .transform(
    (of): Backfill => ({
      ...{ id: of.id, dagId: of.dag_id, from: of.from_date, to: of.to_date },
      ...{ createdAt: of.created_at, completedAt: of.completed_at },
    }),
  );

/** Backfills, in REST v2. */
export function backfillCalls(http: ApiHttp): BackfillApi {
  return {
    backfill(dagId, { from, to, conf, maxActiveRuns, reprocess, backwards }, options) {
      const behaviour = { reprocess_behavior: reprocess, max_active_runs: maxActiveRuns, run_backwards: backwards };
      const body = { dag_id: dagId, from_date: from, to_date: to, dag_run_conf: conf, ...behaviour };
      return ofDag(http, dagId, http.ask({ method: "POST", path: path`/backfills`, body }, backfill, options), options);
    },
    backfills: (dagId, options) => {
      const request = { path: path`/backfills`, query: { dag_id: dagId, order_by: "-id" } };
      return listAll(http, request, "backfills", backfill, options);
    },
    async backfillRuns({ dagId, createdAt }, options) {
      // What is made or cleared is queued then; other moments of a run stay as they were.
      const query = { run_type: "backfill", updated_at_gte: createdAt, order_by: "logical_date" };
      const runs = await listAll(http, { path: path`/dags/${dagId}/dagRuns`, query }, "dag_runs", dagRun, options);
      return runs.filter(({ queuedAt }) => queuedAt !== null && microsOf(queuedAt) >= microsOf(createdAt));
    },
  };
}
