import type { ParsedFile, ParsingPass } from "../profile.ts";

const HEADING = "DAG File Processing Stats";

/** {@link newestPasses} without their times. */
export function newestParsingTable(log: string): ParsedFile[] | undefined {
  return newestPasses(log)?.map(({ began, ...file }) => ({ ...file, parsed: began !== null }));
}

/**
 * The newest complete table that the dag processor has printed, or undefined where there is none yet. It is the only
 * place that tells when a file which yields neither DAG nor error has been looked at.
 * Source: `DagFileProcessorManager._log_file_processing_stats` in airflow/dag_processing/manager.py of 3.3.2.
 */
export function newestPasses(log: string): ParsingPass[] | undefined {
  const tables = log.split(HEADING).slice(1);
  for (const text of tables.reverse()) {
    // The logger writes its name behind the closing ruler.
    const end = text.search(/^={20,}/m);
    if (end !== -1) return rowsOf(text.slice(0, end));
  }
  return undefined;
}

function rowsOf(table: string): ParsingPass[] {
  const lines = table.split("\n");
  const ruler = lines.findIndex((line) => /^-[- ]+$/.test(line.trimEnd()));
  if (ruler < 1) return [];
  const columns = [...(lines[ruler] as string).matchAll(/-+/g)].map(({ index, 0: dashes }) => ({
    from: index,
    to: index + dashes.length,
  }));
  const cells = (line: string) => columns.map(({ from, to }) => line.slice(from, to).trim());
  const headings = cells(lines[ruler - 1] as string);
  const at = (name: string) => headings.indexOf(name);
  return lines
    .slice(ruler + 1)
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const row = cells(line);
      return {
        file: row[at("File Path")] ?? "",
        dags: Number(row[at("# DAGs")]),
        errors: Number(row[at("# Errors")]),
        began: beganOf(line),
      };
    });
}

/** From the last two columns; read from the end, since a wide character in a name shifts the columns. */
function beganOf(line: string): number | null {
  const [, duration = "0", finish] = /(?:([\d.]+)s\s+)?(\d{4}-\d\d-\d\dT[\d:]{8})\s*$/.exec(line) ?? [];
  // The table has whole seconds, rounded down.
  return finish === undefined ? null : Date.parse(`${finish}Z`) / 1000 - Number(duration);
}
