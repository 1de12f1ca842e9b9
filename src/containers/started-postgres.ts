import pg from "pg";
import { StartedService } from "./started-service.ts";

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
export class StartedPostgres extends StartedService<PostgresLogin> {
  /** @internal */
  protected readonly port = 5432;

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

  /** @internal */
  protected get answer(): string {
    return "an answer to `select 1`";
  }

  /** @internal */
  protected uri(login: PostgresLogin, address: string): string {
    return postgresUri(login, address);
  }
}

/** `postgresql://user:password@address/database`. */
export function postgresUri({ username, password, database }: PostgresLogin, address: string): string {
  const login = `${encodeURIComponent(username)}:${encodeURIComponent(password)}`;
  return `postgresql://${login}@${address}/${encodeURIComponent(database)}`;
}
