import type { ImportError } from "../../../airflow/client/dag-api.ts";
import { foldTraceback } from "../../../results/judge/fold-traceback.ts";
import { counted } from "../../../results/judge/words.ts";

const most = 3;

/** Import errors with their tracebacks, below a sentence. */
export function importErrorLines(errors: readonly ImportError[]): string[] {
  const shown = errors
    .slice(0, most)
    .flatMap(({ file, error }) => [
      `  ${file} cannot be imported:`,
      ...foldTraceback(error).map((line) => `    ${line}`),
    ]);
  return errors.length > most ? [...shown, `  and ${counted(errors.length - most, "file")} more`] : shown;
}
