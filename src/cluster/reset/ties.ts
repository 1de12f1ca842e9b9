import type { Socket } from "node:net";
import { type Channel, connect } from "amqplib";
import pg from "pg";
import type { RedisClientType } from "redis";
import type { Role } from "../../airflow/profile.ts";
import { RemoteShell } from "../../containers/remote-shell.ts";
import type { RunningContainer } from "../../containers/running-container.ts";
import type { StartedPostgres } from "../../containers/started-postgres.ts";
import type { StartedRabbitMQ } from "../../containers/started-rabbitmq.ts";
import type { StartedRedis } from "../../containers/started-redis.ts";
import { ClusterUsers } from "./cluster-users.ts";
import { Kept } from "./kept.ts";
import type { ResetSite } from "./reset-site.ts";

/** What this process keeps open to a cluster, since opening it takes longer than a whole reset. */
export class Ties {
  /** The metadata database, and who uses the cluster. */
  readonly users: ClusterUsers;
  readonly broker: Kept<Channel>;
  readonly redis: Kept<RedisClientType> | undefined;
  /** In a container that has the logs and the DAG files. */
  readonly shell: Kept<RemoteShell>;
  /** In each component that has to be asked itself. */
  private readonly shells: Readonly<Record<"worker" | "triggerer", readonly Kept<RemoteShell>[]>>;

  constructor({ postgres, rabbitmq, redis, components, lender }: ResetSite) {
    this.users = new ClusterUsers((prepare) => keptPostgres(postgres, prepare), lender);
    this.broker = keptBroker(rabbitmq);
    this.redis = redis && keptRedis(redis);
    this.shell = keptShell(components.map(({ container }) => container));
    const shells = (wanted: Role) =>
      components.filter(({ role }) => role === wanted).map(({ container }) => keptShell([container]));
    this.shells = { worker: shells("worker"), triggerer: shells("triggerer") };
  }

  /** Opens what is not open yet, all at once; whatever cannot be opened is reported by its first use. */
  async open(): Promise<void> {
    const nothing = async () => {};
    await Promise.allSettled([this.broker, this.redis, this.shell, ...this.all].map((tie) => tie?.use(nothing)));
  }

  /** Runs a command in all components of a role that run, and gives what each printed. */
  async on(role: "worker" | "triggerer", command: string): Promise<string[]> {
    const all = await Promise.allSettled(this.shells[role].map((tie) => tie.use((shell) => shell.run(command))));
    // A test may have stopped one; nothing goes on in it then.
    return all.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  }

  /** Closes everything at once. */
  close(): void {
    this.users.close();
    this.broker.close();
    this.redis?.close();
    this.shell.close();
    for (const shell of this.all) shell.close();
  }

  private get all(): Kept<RemoteShell>[] {
    return Object.values(this.shells).flat();
  }
}

function keptPostgres(postgres: StartedPostgres, prepare: (client: pg.Client) => Promise<void>): Kept<pg.Client> {
  return new Kept(async () => {
    const client = new pg.Client({ connectionString: await postgres.hostUri(), connectionTimeoutMillis: 5_000 });
    client.on("error", () => {});
    await client.connect();
    await prepare(client);
    // Its types do not have these two.
    const counted = client as unknown as { ref(): void; unref(): void };
    return {
      value: client,
      onLost: (callback) => void client.on("end", callback),
      keepAlive: (keep) => (keep ? counted.ref() : counted.unref()),
      close: () => void client.end().catch(() => {}),
    };
  });
}

/** Asks as the harness's administrator, who may read every queue. */
function keptBroker(rabbitmq: StartedRabbitMQ): Kept<Channel> {
  return new Kept(async () => {
    const uri = await rabbitmq.hostUri(rabbitmq.harness);
    // Heartbeats would keep the process alive.
    const connection = await connect(`${uri}?heartbeat=0`, { timeout: 5_000, noDelay: true });
    connection.on("error", () => {});
    const channel = await connection.createChannel();
    channel.on("error", () => {});
    const close = () => void connection.close().catch(() => {});
    // The client does not show its socket; where it cannot be had, the connection lasts for one use.
    const { stream } = connection.connection as unknown as { stream?: Socket };
    const keepAlive = (keep: boolean) => {
      if (keep) stream?.ref();
      else if (stream) stream.unref();
      else close();
    };
    const onLost = (callback: () => void) =>
      void channel.on("close", () => {
        close();
        callback();
      });
    return { value: channel, onLost, keepAlive, close };
  });
}

function keptRedis(redis: StartedRedis): Kept<RedisClientType> {
  return new Kept(async () => {
    const { createClient } = await import("redis");
    const client: RedisClientType = createClient({
      url: await redis.hostUri(),
      socket: { reconnectStrategy: false, connectTimeout: 5_000 },
    });
    client.on("error", () => {});
    await client.connect();
    return {
      value: client,
      onLost: (callback) => void client.on("error", callback).on("end", callback),
      keepAlive: (keep) => (keep ? client.ref() : client.unref()),
      close: () => client.destroy(),
    };
  });
}

function keptShell(containers: readonly RunningContainer[]): Kept<RemoteShell> {
  return new Kept(async () => {
    const shell = await firstShell(containers);
    return {
      value: shell,
      onLost: (callback) => shell.onClosed(callback),
      keepAlive: (keep) => shell.keepAlive(keep),
      close: () => shell.close(),
    };
  });
}

async function firstShell([first, ...others]: readonly RunningContainer[]): Promise<RemoteShell> {
  if (!first) throw new Error("the cluster has no component");
  try {
    return await RemoteShell.open(first);
  } catch (error) {
    // A test may have stopped it.
    if (others.length === 0) throw error;
    return firstShell(others);
  }
}
