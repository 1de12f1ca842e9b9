import { StartedService } from "./started-service.ts";

/** How a client of Redis logs in, and the database that it then uses. */
export interface RedisLogin {
  /** Name of the user. @default Redis's own default user */
  readonly username?: string;
  /** Password of the user. */
  readonly password: string;
  /** Number of the database. @default 0 */
  readonly database?: number;
}

/** A running Redis. */
export class StartedRedis extends StartedService<RedisLogin> {
  /** @internal */
  protected readonly port = 6379;

  /** Password that clients must give. */
  get password(): string {
    return this.login.password;
  }

  /** Sends it one PING. Rejects with the client's error where it does not answer. */
  async ping(): Promise<void> {
    const { createClient } = await import("redis");
    const client = createClient({
      url: await this.hostUri(),
      socket: { reconnectStrategy: false, connectTimeout: 2_000 },
    });
    client.on("error", () => {});
    try {
      await client.connect();
      await client.ping();
    } finally {
      client.destroy();
    }
  }

  /** @internal */
  protected get answer(): string {
    return "an answer to PING";
  }

  /** @internal */
  protected uri({ username = "", password, database = 0 }: RedisLogin, address: string): string {
    return `redis://${encodeURIComponent(username)}:${encodeURIComponent(password)}@${address}/${database}`;
  }
}
