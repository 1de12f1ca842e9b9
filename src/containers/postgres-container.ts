import { PostgreSqlContainer, type StartedPostgreSqlContainer } from "@testcontainers/postgresql";
import pg from "pg";
import { admitRole } from "./admit-role.ts";
import { ContainerEndpoint, type Endpoint } from "./endpoint.ts";
import { Immediately, Member } from "./member.ts";
import type { Placement } from "./placement.ts";
import { type PostgresLogin, postgresUri } from "./postgres-login.ts";
import { whenReady } from "./ready.ts";
import type { RunningContainer } from "./running-container.ts";
import type { StartOptions } from "./start-options.ts";

const PORT = 5432;

/** Where the data of a Postgres lie, if not where its image has them: in a volume, which is in no image. */
export interface PostgresData {
  readonly folder: string;
  /** Whether the image has database and role there already; the role has no password then, and is given one. */
  readonly filled: boolean;
}

/** PostgreSQL on a cluster's network. Durability is off: the data lives as long as the test. */
export class PostgresContainer extends PostgreSqlContainer {
  private readonly member: Member;
  private readonly login: PostgresLogin;
  private readonly data: PostgresData | undefined;

  constructor(image: string, placement: Placement, login: PostgresLogin, data?: PostgresData) {
    super(image);
    this.data = data;
    if (data) this.withEnvironment({ PGDATA: data.folder });
    this.member = new Member(placement);
    this.withNetworkMode(placement.network);
    this.withAutoCleanup(!placement.kept);
    this.login = login;
    this.withDatabase(login.database)
      .withUsername(login.username)
      .withPassword(login.password)
      .withCommand(
        ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300"].flatMap((setting) => [
          "-c",
          setting,
        ]),
      )
      .withWaitStrategy(new Immediately());
  }

  protected override async beforeContainerCreated(): Promise<void> {
    this.member.shape(this.createOpts, this.hostConfig);
    // The harness asks the server itself; the health check of the base class would start a process four times a second.
    this.createOpts.Healthcheck = { Test: ["NONE"] };
  }

  protected override async containerCreated(id: string): Promise<void> {
    this.member.identify(id);
  }

  /** Starts it and waits until it answers a query over the network. */
  async launch(options: StartOptions = {}): Promise<StartedPostgres> {
    const container = await this.member.start(() => super.start() as Promise<StartedPostgreSqlContainer>);
    const postgres = new StartedPostgres(new ContainerEndpoint(container), this.login);
    if (this.data?.filled) await admitRole(container, this.login, options);
    await postgres.ready(options);
    return postgres;
  }
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
