import type { Dag } from "../../../airflow/client/dag-api.ts";
import { HarnessError } from "../../../base/harness-error.ts";
import type { LiveDag } from "../live.ts";
import type { Seen } from "../live-matcher.ts";
import { importErrorLines } from "./import-error-lines.ts";

/**
 * What Airflow knows of the DAG, or what is judged where it is not parsed: nothing. An import error that keeps it from
 * being parsed ends the wait.
 */
export async function parsed(dag: LiveDag, signal: AbortSignal): Promise<{ known: Dag } | { seen: Seen }> {
  try {
    return { known: await dag.details({ signal }) };
  } catch (error) {
    if (!hasCode(error, "AT_NOT_FOUND")) throw error;
    const broken = await importTrouble(dag, signal);
    if (broken) return { seen: { ok: false, moot: true, settled: true, message: broken } };
    const errors = await dag.importErrors({ signal });
    const message = [`${dag.id} is not parsed: ${whatOf(error)}`, ...importErrorLines(errors)].join("\n");
    return { seen: { ok: false, moot: true, message } };
  }
}

/** Its tasks are refused with the import error, where it is clear that the DAG is in the file that has it. */
async function importTrouble(dag: LiveDag, signal: AbortSignal): Promise<string | undefined> {
  try {
    await dag.tasks({ signal });
  } catch (error) {
    if (hasCode(error, "AT_IMPORT_ERROR")) return error.message;
    if (!hasCode(error, "AT_NOT_FOUND")) throw error;
  }
  return undefined;
}

function hasCode(error: unknown, code: string): error is Error {
  return error instanceof Error && "code" in error && error.code === code;
}

function whatOf(error: Error): string {
  return error instanceof HarnessError ? error.what : error.message;
}
