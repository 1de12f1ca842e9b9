import { RedisContainer as BaseRedisContainer } from "@testcontainers/redis";
import { createClient } from "redis";
import { ContainerEndpoint, type Endpoint } from "./endpoint.ts";
import { Immediately, Member } from "./member.ts";
import type { Placement } from "./placement.ts";
import { whenReady } from "./ready.ts";
import type { RunningContainer } from "./running-container.ts";
import type { StartOptions } from "./start-options.ts";

const PORT = 6379;
const CONFIG_FILE = "/etc/redis-cluster.conf";

/** Redis on a cluster's network, with a password. */
export class RedisContainer extends BaseRedisContainer {
  private readonly member: Member;
  private readonly secret: string;

  constructor(image: string, placement: Placement, password: string) {
    super(image);
    this.member = new Member(placement);
    this.withNetworkMode(placement.network);
    this.withAutoCleanup(!placement.kept);
    this.secret = password;
    // Not withPassword(): that puts the password on the command line, where every list of processes shows it.
    this.withCopyContentToContainer([{ content: `requirepass ${password}\n`, target: CONFIG_FILE, mode: 0o644 }])
      .withCommand(["redis-server", CONFIG_FILE])
      .withWaitStrategy(new Immediately());
  }

  protected override async beforeContainerCreated(): Promise<void> {
    this.member.shape(this.createOpts, this.hostConfig);
  }

  protected override async containerCreated(id: string): Promise<void> {
    this.member.identify(id);
  }

  /** Starts it and waits until it answers a ping. */
  async launch(options: StartOptions = {}): Promise<StartedRedis> {
    const container = await this.member.start(() => super.start());
    const redis = new StartedRedis(new ContainerEndpoint(container), { password: this.secret });
    await redis.ready(options);
    return redis;
  }
}

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
