import type pg from "pg";

/** The schema of the metadata database that keeps the baseline. */
export const BASELINE = "airflow_testcontainers";

const OWN =
  "(select from pg_depend d where d.objid = o.oid and d.classid = o.tableoid and d.deptype in ('a', 'e', 'i'))";
const IN_SIGHT = `n.nspname !~ '^pg_' and n.nspname not in ('information_schema', '${BASELINE}')`;

/**
 * What people make in a database: rows of `kind`, as `drop` wants it, and the quoted `name`. Not what belongs to an
 * extension or goes with something else: the sequence of a serial column, the partition of a table.
 */
export const OBJECTS = `
  select 'schema' as kind, quote_ident(n.nspname) as name, 0 as place from pg_namespace n where ${IN_SIGHT}
  union all
  select case o.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence'
      when 'f' then 'foreign table' when 'c' then 'type' else 'table' end,
    format('%I.%I', n.nspname, o.relname), case o.relkind when 'S' then 2 when 'c' then 3 else 1 end
  from pg_class o join pg_namespace n on n.oid = o.relnamespace
  where o.relkind in ('r', 'p', 'v', 'm', 'S', 'f', 'c') and ${IN_SIGHT} and not exists ${OWN}
  union all
  select 'type', format('%I.%I', n.nspname, o.typname), 3
  from pg_type o join pg_namespace n on n.oid = o.typnamespace
  where o.typtype in ('e', 'd', 'r') and ${IN_SIGHT} and not exists ${OWN}
  union all
  select 'routine', format('%I.%I(%s)', n.nspname, o.proname, pg_get_function_identity_arguments(o.oid)), 4
  from pg_proc o join pg_namespace n on n.oid = o.pronamespace
  where ${IN_SIGHT} and not exists ${OWN}`;

interface DatabaseObject {
  readonly kind: string;
  readonly name: string;
}

/**
 * Drops what was not there at the baseline, with all that depends on it. Airflow's own tables stay: a component may make
 * one later.
 * @returns kind and name of what was dropped, such as `table public.logging`; what comes with a table is not named
 */
export async function dropNewObjects(client: pg.Client, airflowTables: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<DatabaseObject>(
    `select kind, name from (${OBJECTS}) o where (kind, name) not in (select kind, name from ${BASELINE}.object)
      and name not in (select format('%I.%I', current_schema(), t) from unnest($1::text[]) as t)
    order by place, name`,
    [airflowTables],
  );
  if (rows.length === 0) return [];
  await client.query(rows.map(({ kind, name }) => `drop ${kind} if exists ${name} cascade`).join(";\n"));
  return rows.map(({ kind, name }) => `${kind} ${name}`);
}
