import { type ApiError, isNotFound } from "../airflow/client/api-error.ts";
import type { Dag, ImportError } from "../airflow/client/dag-api.ts";
import { importReason } from "../airflow/client/import-reason.ts";
import { HarnessError } from "../base/harness-error.ts";
import { until } from "../base/until.ts";
import type { HandleContext } from "./handle-context.ts";
import { filesNaming, importErrorsOf, importFailed } from "./import-trouble.ts";

const discovery = 'it lacks the word "airflow" or "dag", or an .airflowignore names it';

/** How long a DAG may take to be parsed. */
export interface ParsedWait {
  /**
   * Milliseconds that a DAG may take to appear. A cluster has parsed its whole DAG folder before it is ready, so that an
   * id that is not there does not exist; a file that was changed since then is parsed within about ten seconds.
   * @default 0: an id that is not there now is an error; 5_000 in an Airflow that someone else runs
   */
  within?: number;
  /** Ends the wait. */
  signal?: AbortSignal;
}

interface Missing {
  readonly saw: string;
  /** What the API answers for an id that it does not know; undefined for a DAG that is gone from its file. */
  readonly unknown?: ApiError;
  readonly importErrors: readonly ImportError[];
}

type Look = { readonly ready: true; readonly value: Dag } | ({ readonly ready: false } & Missing);

/**
 * Waits until a DAG is parsed.
 * @throws HarnessError `AT_IMPORT_ERROR` at once where its file cannot be imported; `AT_NOT_FOUND` naming the nearest
 * DAG where it is not there in time
 */
export async function parsedDag(context: HandleContext, id: string, wait: ParsedWait = {}): Promise<Dag> {
  const { within = context.parsedWithin ?? 0, signal } = wait;
  let last = await look(context, id, signal);
  if (last.ready) return last.value;
  const notParsed = async () => notThere(context, id, last as Missing, signal);
  if (within <= 0) throw await notParsed();
  return until(
    async (bounded) => {
      last = await look(context, id, bounded);
      return last;
    },
    { timeoutMs: within, intervalMs: 300, probeTimeoutMs: 30_000, signal, onTimeout: notParsed },
  );
}

async function look(context: HandleContext, id: string, signal?: AbortSignal): Promise<Look> {
  const { dag, unknown } = await knownDag(context, id, signal);
  if (dag && !dag.stale && !dag.hasImportErrors) return { ready: true, value: dag };
  const importErrors = await context.api.importErrors({ signal });
  const [first, ...more] = await importErrorsOf(context, id, dag, importErrors, signal);
  if (first) throw importFailed(id, [first, ...more]);
  return { ready: false, saw: dag ? `it is gone from ${dag.file}` : "it is not there", unknown, importErrors };
}

async function knownDag(
  { api }: HandleContext,
  id: string,
  signal?: AbortSignal,
): Promise<{ dag?: Dag; unknown?: ApiError }> {
  try {
    return { dag: await api.dag(id, { signal }) };
  } catch (error) {
    if (isNotFound(error)) return { unknown: error };
    throw error;
  }
}

async function notThere(
  context: HandleContext,
  id: string,
  { unknown, saw, importErrors }: Missing,
  signal?: AbortSignal,
): Promise<HarnessError> {
  const passedOver = await filesNaming(context, id, context.passedOver ?? [], signal);
  const evidence = [
    ...passedOver.map((file) => `${file} names it, but DAG discovery passed over it: ${discovery}`),
    ...importErrors.map(({ file, error }) => `${file} cannot be imported: ${importReason(error)}`),
  ];
  return new HarnessError("AT_NOT_FOUND", unknown?.what ?? `there is no DAG "${id}" any more: ${saw}`, {
    expected: unknown?.parts.expected,
    evidence: evidence.join("\n") || undefined,
  });
}
