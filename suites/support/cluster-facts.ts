import type { StartedAirflowCluster } from "airflow-testcontainers";
import { connect } from "amqplib";
import { createClient } from "redis";

/** Everything in a cluster that a test can leave behind, as plain data that can be compared. */
export interface ClusterFacts {
  /** Tables that hold rows, of those that are emptied. */
  readonly filled: readonly string[];
  /** Rows of what users keep in Airflow, by table. */
  readonly kept: Readonly<Record<string, readonly unknown[]>>;
  /** Triggers and assets. */
  readonly made: readonly string[];
  readonly events: number;
  readonly paused: readonly string[];
  readonly importErrors: readonly string[];
  /** Tables, views, sequences and schemas of the database. */
  readonly relations: readonly string[];
  readonly redisKeys: readonly string[];
  /** Messages by queue. */
  readonly messages: Readonly<Record<string, number>>;
  /** Files among the logs, without those of the dag processor. */
  readonly logs: readonly string[];
}

const RELATIONS = `
  select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'v', 'm', 'S') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
  union all select nspname from pg_namespace where nspname !~ '^pg_'`;

/** Looks at the cluster from outside of the package: in its database, its services and its files. */
export async function clusterFacts(cluster: StartedAirflowCluster): Promise<ClusterFacts> {
  const { postgres, tableFates } = cluster;
  const tables = (fate: string) => Object.keys(tableFates).filter((table) => tableFates[table] === fate);
  const names = async (sql: string) => (await postgres.query<{ name: string }>(sql)).map(({ name }) => name).sort();
  const filled = tables("emptied").map((table) => `select '${table}' as name where exists (select from ${table})`);
  const kept = tables("restored").map(async (table) => {
    const rows = await postgres.query<{ row: unknown }>(`select to_jsonb(t) as row from ${table} t order by 1`);
    return [table, rows.map(({ row }) => row)] as const;
  });
  return {
    filled: await names(filled.join(" union all ")),
    kept: Object.fromEntries(await Promise.all(kept)),
    made: await names("select classpath as name from trigger union all select uri from asset"),
    events: Number((await names("select count(*)::text as name from log"))[0]),
    paused: await names("select dag_id as name from dag where is_paused"),
    importErrors: await names("select filename as name from import_error"),
    relations: await names(RELATIONS),
    redisKeys: await redisKeys(cluster),
    messages: await messages(cluster),
    logs: await taskLogs(cluster),
  };
}

const redisClient = (url: string) => createClient({ url });

/** Does something with the cluster's Redis. */
export async function withRedis<T>(
  { redis }: StartedAirflowCluster,
  work: (client: ReturnType<typeof redisClient>) => Promise<T>,
): Promise<T> {
  const client = redisClient(await redis.hostUri());
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    client.destroy();
  }
}

async function redisKeys(cluster: StartedAirflowCluster): Promise<string[]> {
  return (await withRedis(cluster, (client) => client.keys("*"))).sort();
}

/** Messages that wait in the queues which outlive their clients. */
async function messages({ rabbitmq }: StartedAirflowCluster): Promise<Record<string, number>> {
  const queues = await rabbitmq.ask<{ name: string; auto_delete: boolean; exclusive: boolean }[]>("/queues/airflow");
  const connection = await connect(await rabbitmq.hostUri());
  try {
    const channel = await connection.createChannel();
    const lasting = queues.filter(({ auto_delete, exclusive }) => !auto_delete && !exclusive);
    const counts = lasting.map(async ({ name }) => [name, (await channel.checkQueue(name)).messageCount] as const);
    return Object.fromEntries(await Promise.all(counts));
  } finally {
    await connection.close();
  }
}

async function taskLogs(cluster: StartedAirflowCluster): Promise<string[]> {
  const { container } = cluster.component("worker-1");
  const { stdout } = await container.exec([
    "find",
    "/opt/airflow/logs",
    "-type",
    "f",
    "!",
    "-path",
    "*/dag_processor/*",
  ]);
  return stdout.split("\n").filter(Boolean).sort();
}
