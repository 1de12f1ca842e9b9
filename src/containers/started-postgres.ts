import pg from "pg";
import type { Endpoint } from "./endpoint.ts";
import { whenReady } from "./ready.ts";
import type { RunningContainer } from "./running-container.ts";
import type { StartOptions } from "./start-options.ts";

const PORT = 5432;

/** Database and role; the role is a superuser, as the official image makes it. */
export interface PostgresLogin {
  /** Name of the database. */
  readonly database: string;
  /** Name of the role. */
  readonly username: string;
  /** Password of the role. */
  readonly password: string;
}

/** A running PostgreSQL. */
export class StartedPostgres {
  /** Database and role of Airflow. */
  readonly login: PostgresLogin;
  private readonly endpoint: Endpoint;

  constructor(endpoint: Endpoint, login: PostgresLogin) {
    this.endpoint = endpoint;
    this.login = login;
  }

  /**
   * Its container.
   * @throws HarnessError `AT_NOT_AVAILABLE` when attached
   */
  get container(): RunningContainer {
    return this.endpoint.container;
  }

  /** `postgresql://…` for the other containers of the network. */
  get networkUri(): string {
    return this.uri(`${this.container.alias}:${PORT}`);
  }

  /** `postgresql://…` from outside, with the port that is published now. */
  async hostUri(): Promise<string> {
    return this.endpoint.uri(PORT, (address) => this.uri(address));
  }

  /** A connected client; the caller ends it. */
  async connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: await this.hostUri(), connectionTimeoutMillis: 5_000 });
    client.on("error", () => {});
    await client.connect();
    return client;
  }

  /** Runs one query on a connection of its own. */
  async query<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
    const client = await this.connect();
    try {
      return (await client.query<Row>(sql, values)).rows;
    } finally {
      await client.end();
    }
  }

  /** Asks it once. Rejects with the client's error where it does not answer. */
  async ping(): Promise<void> {
    await this.query("select 1");
  }

  /** Waits until it answers a query, after a start or a restart. */
  async ready(options: StartOptions = {}): Promise<void> {
    const probe = async () => {
      await this.ping();
      return { ready: true as const, value: undefined };
    };
    await whenReady(this.endpoint, "an answer to `select 1`", probe, options);
  }

  private uri(address: string): string {
    return postgresUri(this.login, address);
  }
}

/** `postgresql://user:password@address/database`. */
export function postgresUri({ username, password, database }: PostgresLogin, address: string): string {
  const login = `${encodeURIComponent(username)}:${encodeURIComponent(password)}`;
  return `postgresql://${login}@${address}/${encodeURIComponent(database)}`;
}
