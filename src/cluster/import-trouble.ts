import type { Dag, ImportError } from "../airflow/client/dag-api.ts";
import { importReason } from "../airflow/client/import-reason.ts";
import { HarnessError } from "../base/harness-error.ts";
import type { HandleContext } from "./handle-context.ts";

/**
 * Import errors that keep a DAG from being parsed: those of its file, or, where Airflow does not know its file, those
 * of files that name its id.
 * @param dag the DAG as Airflow knows it, if it does
 */
export async function importErrorsOf(
  context: HandleContext,
  id: string,
  dag: Dag | undefined,
  all: readonly ImportError[],
  signal?: AbortSignal,
): Promise<ImportError[]> {
  if (dag?.file) return all.filter(({ file, bundle }) => file === dag.file && bundle === dag.bundle);
  const naming = await filesNaming(
    context,
    id,
    all.map(({ file }) => file),
    signal,
  );
  return all.filter(({ file }) => naming.includes(file));
}

/** The files that have the id in quotes, or a function of its name, which `@dag` makes a DAG. */
export async function filesNaming(
  { source }: HandleContext,
  id: string,
  files: readonly string[],
  signal?: AbortSignal,
): Promise<string[]> {
  const literal = id.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const naming = new RegExp(`(["'])${literal}\\1|^def ${literal}\\(`, "m");
  const found = await Promise.all(
    files.map(async (file) => (naming.test((await source?.(file, signal)) ?? "") ? [file] : [])),
  );
  return found.flat();
}

/** The error that says why a DAG is not parsed, with the whole traceback of each file. */
export function importFailed(id: string, [first, ...others]: readonly [ImportError, ...ImportError[]]): HarnessError {
  const reason = importReason(first.error);
  return new HarnessError("AT_IMPORT_ERROR", `the DAG "${id}" cannot be imported from ${first.file}: ${reason}`, {
    evidence: [first, ...others].map(({ file, error }) => `${file}:\n${error.trim()}`).join("\n"),
    try: reason.startsWith("ModuleNotFoundError")
      ? "withRequirements(…) for a package, or the module beside the DAG"
      : undefined,
  });
}
