import type pg from "pg";
import type { DatabaseShape } from "../../airflow/clean-state.ts";

const COLUMNS = `select c.relname as table, a.attname as column from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped`;

const known = new WeakMap<pg.Client, Promise<DatabaseShape>>();

/** Which tables and columns a database has; asked once per connection. */
export function databaseShape(client: pg.Client): Promise<DatabaseShape> {
  const shape = known.get(client) ?? ask(client);
  known.set(client, shape);
  return shape;
}

async function ask(client: pg.Client): Promise<DatabaseShape> {
  const { rows } = await client.query<{ table: string; column: string }>(COLUMNS);
  const names = new Set(rows.flatMap(({ table, column }) => [table, `${table}.${column}`]));
  return { has: (table, column) => names.has(column === undefined ? table : `${table}.${column}`) };
}
