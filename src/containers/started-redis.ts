import type { Endpoint } from "./endpoint.ts";
import { whenReady } from "./ready.ts";
import type { RunningContainer } from "./running-container.ts";
import type { StartOptions } from "./start-options.ts";

const PORT = 6379;

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
export class StartedRedis {
  /** User and password. */
  readonly login: RedisLogin;
  private readonly endpoint: Endpoint;

  constructor(endpoint: Endpoint, login: RedisLogin) {
    this.endpoint = endpoint;
    this.login = login;
  }

  /** Password that clients must give. */
  get password(): string {
    return this.login.password;
  }

  /**
   * Its container.
   * @throws HarnessError `AT_NOT_AVAILABLE` when attached
   */
  get container(): RunningContainer {
    return this.endpoint.container;
  }

  /** `redis://…` for the other containers of the network. */
  get networkUri(): string {
    return this.uri(`${this.container.alias}:${PORT}`);
  }

  /** `redis://…` from outside, with the port that is published now. */
  async hostUri(): Promise<string> {
    return this.endpoint.uri(PORT, (address) => this.uri(address));
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

  /** Waits until it answers a ping, after a start or a restart. */
  async ready(options: StartOptions = {}): Promise<void> {
    const probe = async () => {
      await this.ping();
      return { ready: true as const, value: undefined };
    };
    await whenReady(this.endpoint, "an answer to PING", probe, options);
  }

  private uri(address: string): string {
    const { username = "", password, database = 0 } = this.login;
    return `redis://${encodeURIComponent(username)}:${encodeURIComponent(password)}@${address}/${database}`;
  }
}
