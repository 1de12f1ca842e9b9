import { RedisContainer as BaseRedisContainer } from "@testcontainers/redis";
import { ContainerEndpoint } from "./endpoint.ts";
import { Immediately, Member } from "./member.ts";
import type { Placement } from "./placement.ts";
import type { StartOptions } from "./start-options.ts";
import { StartedRedis } from "./started-redis.ts";

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
