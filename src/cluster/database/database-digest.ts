import type pg from "pg";

// Columns, indexes, constraints, sequences and content of every table; a migrated database has very few rows.
const LINES = `
  with tables as (select oid, relname, relkind from pg_class where relnamespace = current_schema()::regnamespace)
  select format('%s %s', relkind, relname) as line from tables
  union all
  select format('%s.%s %s %s %s', relname, attname, format_type(atttypid, atttypmod), attnotnull,
      pg_get_expr(adbin, adrelid))
    from pg_attribute join tables t on attrelid = t.oid left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where attnum > 0 and not attisdropped
  union all
  select pg_get_indexdef(indexrelid) from pg_index join tables on indrelid = oid
  union all
  select format('%s %s', conname, pg_get_constraintdef(c.oid)) from pg_constraint c join tables t on conrelid = t.oid
  union all
  select format('%s holds %s', relname, query_to_xml(format('select * from %I order by 1', relname), true, true, ''))
    from tables where relkind in ('r', 'p')`;

/** One number for how a database looks. */
export async function databaseDigest(client: Pick<pg.Client, "query">): Promise<string> {
  const { rows } = await client.query<{ digest: string }>(
    `select md5(string_agg(line, E'\\n' order by line)) as digest from (${LINES}) lines`,
  );
  return rows[0]?.digest ?? "";
}
