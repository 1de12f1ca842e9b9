import type { FileYield } from "../../airflow/profile.ts";
import type { ContentChange } from "./folder-content.ts";

/** Files in which Airflow looks for DAGs. */
const parseable = (file: string) => /\.(py|zip)$/.test(file);

/**
 * The files that must be parsed after a change: those that changed, and those that may give something else now. A file
 * that has DAGs or an error of its own is taken to be read by no other; a module or a data file that others may read
 * makes all of them be parsed again. Whatever changed may mend what cannot be imported.
 */
export function whatToParse({ added, changed, removed }: ContentChange, yields: readonly FileYield[]): string[] {
  const all = [...added, ...changed, ...removed];
  if (all.length === 0) return [];
  const known = new Set(yields.map(({ file }) => file));
  const readByOthers = [
    ...[...changed, ...removed].filter((file) => !known.has(file)),
    ...added.filter((file) => !parseable(file)),
  ];
  const also = yields.filter(({ errors }) => readByOthers.length > 0 || errors > 0);
  const gone = new Set(removed);
  return [...new Set([...all.filter(parseable), ...also.map(({ file }) => file).filter((file) => !gone.has(file))])];
}
