import pg from "pg";
import type { RunKey } from "../../clean-state.ts";

/** A text as SQL writes it. */
export const text = pg.escapeLiteral;

/** Texts as an array of SQL. */
export function texts(values: readonly string[]): string {
  return `array[${values.map(text).join(", ")}]::text[]`;
}

/** A condition: whether a row belongs to one of the runs; always, where none are named. */
export function ofRuns(runs: readonly RunKey[] | undefined, dag = "dag_id", run = "run_id"): string {
  if (runs === undefined) return "true";
  if (runs.length === 0) return "false";
  return `(${dag}, ${run}) in (${runs.map(({ dagId, runId }) => `(${text(dagId)}, ${text(runId)})`).join(", ")})`;
}

/** States of Celery in which a task has ended. */
export const ENDED = "('SUCCESS', 'FAILURE', 'REVOKED')";

/** The time as Celery's result backend writes it. */
export const CELERY_NOW = "now() at time zone 'utc'";

/**
 * A condition on `celery_taskmeta`: the executor has read the result. It reads in every loop of the scheduler, and a
 * task whose result is gone before it was read takes one of the executor's slots for ever.
 */
export const READ = `status in ${ENDED} and date_done < ${CELERY_NOW} - interval '30 seconds'`;
