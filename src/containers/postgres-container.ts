import { PostgreSqlContainer, type StartedPostgreSqlContainer } from "@testcontainers/postgresql";
import { admitRole } from "./admit-role.ts";
import { ContainerEndpoint } from "./endpoint.ts";
import { Immediately, Member } from "./member.ts";
import type { Placement } from "./placement.ts";
import type { StartOptions } from "./start-options.ts";
import { type PostgresLogin, StartedPostgres } from "./started-postgres.ts";

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
