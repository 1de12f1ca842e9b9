/**
 * A process of a user: starts a cluster and tells what is in its metadata database.
 * The first argument is JSON, options of a cluster; the last line on standard output is JSON, a {@link DatabaseAccount}.
 */
import { AirflowCluster, type ClusterOptions } from "../../src/index.ts";

/** What the process tells. */
export interface DatabaseAccount {
  /** Image that Postgres runs from. */
  readonly image: string;
  readonly warnings: readonly string[];
  /** Names of the boot steps. */
  readonly steps: readonly string[];
  /** By table: its columns, indexes, constraints and sequences, and its rows where nobody writes after the migration. */
  readonly tables: Readonly<Record<string, readonly string[]>>;
}

// Heartbeats and the commands' own log; times are those of the start.
const WRITTEN_BY_COMPONENTS = ["job", "log", "celery_taskmeta", "celery_tasksetmeta"];

const LINES = `
  with tables as (select oid, relname, relkind from pg_class
    where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'S', 'v'))
  select relname as table, format('is %s', relkind) as line from tables
  union all
  select relname, format('column %s %s %s %s', attname, format_type(atttypid, atttypmod), attnotnull, pg_get_expr(adbin, adrelid))
    from pg_attribute join tables t on attrelid = t.oid left join pg_attrdef on adrelid = attrelid and adnum = attnum
    where attnum > 0 and not attisdropped
  union all
  select relname, pg_get_indexdef(indexrelid) from pg_index join tables on indrelid = oid
  union all
  select relname, format('constraint %s %s', conname, pg_get_constraintdef(c.oid))
    from pg_constraint c join tables t on conrelid = t.oid
  union all
  select relname, 'rows ' || query_to_xml(format('select * from %I order by 1', relname), true, true, '')::text
    from tables where relkind in ('r', 'p') and not relname = any ($1)
  order by 1, 2`;

const options = JSON.parse(process.argv[2] as string) as ClusterOptions;
const cluster = await new AirflowCluster(options).start({
  onSteps: (_, id) => process.stderr.write(`cluster airflow-${id}\n`),
  onEvent: (event) => event.type === "saw" && process.stderr.write(`${event.saw}\n`),
});
const { boot, postgres } = cluster;
const lines = await postgres.query<{ table: string; line: string }>(LINES, [WRITTEN_BY_COMPONENTS]);
const image = await postgres.container.image();
await cluster.stop();
const account: DatabaseAccount = {
  image,
  warnings: boot.warnings,
  steps: boot.steps.map(({ name }) => name),
  tables: Object.fromEntries(
    Object.entries(Object.groupBy(lines, ({ table }) => table)).map(([table, of = []]) => [
      table,
      // The moment at which a folder was looked at is another one in each cluster.
      of.map(({ line }) => line.replace(/\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)?/g, "TIME")),
    ]),
  ),
};
process.stdout.write(`${JSON.stringify(account)}\n`);
