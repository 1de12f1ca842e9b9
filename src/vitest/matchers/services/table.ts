import { didYouMean } from "../../../base/nearest.ts";
import type { Queryable } from "../live.ts";

/** A column as PostgreSQL names its type. */
export interface Column {
  readonly name: string;
  /** With its limits: `character varying(20)`. */
  readonly type: string;
  /** Without: `character varying`. */
  readonly base: string;
}

const columnsSql = `select attname as name, format_type(atttypid, atttypmod) as type, format_type(atttypid, null) as base
from pg_attribute join pg_class on pg_class.oid = attrelid
where attrelid = to_regclass($1::text) and relkind in ('r', 'p', 'v', 'm', 'f') and attnum > 0 and not attisdropped
order by attnum`;
const tablesSql = `select case when pg_table_is_visible(oid) then relname else relnamespace::regnamespace || '.' || relname end as name
from pg_class where relkind in ('r', 'p', 'v', 'm', 'f')
and relnamespace::regnamespace::text not in ('pg_catalog', 'information_schema', 'pg_toast')`;

/** The rows of a query, whoever runs it. */
export async function rowsOf<Row>(database: Queryable, sql: string, values: unknown[] = []): Promise<readonly Row[]> {
  const answer = await database.query(sql, values);
  return ("rows" in answer ? answer.rows : answer) as readonly Row[];
}

/** The columns of a table or view in their order; undefined where there is none of that name. */
export async function columnsOf(database: Queryable, table: string): Promise<readonly Column[] | undefined> {
  const columns = await rowsOf<Column>(database, columnsSql, [quoted(table)]);
  if (columns.length > 0) return columns;
  const [there] = await rowsOf<{ there: boolean }>(database, "select to_regclass($1::text) is not null as there", [
    quoted(table),
  ]);
  return there?.there ? [] : undefined;
}

/** A sentence for a table that is not there, with the nearest one that is. */
export async function noTable(database: Queryable, table: string): Promise<string> {
  const names = (await rowsOf<{ name: string }>(database, tablesSql)).map(({ name }) => name);
  return `there is no table ${table}${didYouMean(table, names)}`;
}

/** The name as SQL takes it literally; a dot divides schema and table. */
export function quoted(table: string): string {
  return table
    .split(".")
    .map((part) => `"${part.replaceAll('"', '""')}"`)
    .join(".");
}
