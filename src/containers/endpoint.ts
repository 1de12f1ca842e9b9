import { notAvailable } from "../base/not-available.ts";
import { lastLines } from "./member.ts";
import type { RunningContainer } from "./running-container.ts";

/** Where a running service is: in a container of ours, or at addresses that someone else gave us. */
export interface Endpoint {
  /** For messages. */
  readonly name: string;
  /**
   * The container that it runs in.
   * @throws HarnessError `AT_NOT_AVAILABLE` for a service that someone else runs
   */
  readonly container: RunningContainer;
  /**
   * The URI that leads to a port from outside, now.
   * @param made the URI for an address (`host:port`), with the scheme that the service has where nothing else is known
   */
  uri(port: number, made: (address: string) => string): Promise<string>;
  /** What there is to explain why the service does not answer. */
  evidence(): Promise<string | undefined>;
}

/** A service in a container of ours; its ports are asked afresh, because they change with a restart. */
export class ContainerEndpoint implements Endpoint {
  readonly container: RunningContainer;

  constructor(container: RunningContainer) {
    this.container = container;
  }

  get name(): string {
    return this.container.alias;
  }

  async uri(port: number, made: (address: string) => string): Promise<string> {
    return made(await this.container.hostAddress(port));
  }

  evidence(): Promise<string> {
    return lastLines(this.container);
  }
}

/** How a port of someone else's service is reached. */
export interface GivenAddress {
  /** Such as `amqps`. */
  readonly scheme: string;
  /** `host` or `host:port`, with the path of a proxy where there is one. */
  readonly address: string;
  /** `?sslmode=require`, or empty. */
  readonly query: string;
}

/** A service that someone else runs. */
export class GivenEndpoint implements Endpoint {
  readonly name: string;
  private readonly addresses: Readonly<Record<number, GivenAddress | undefined>>;

  /** @param addresses by the port that the service has in a container of ours */
  constructor(name: string, addresses: Readonly<Record<number, GivenAddress | undefined>>) {
    this.name = name;
    this.addresses = addresses;
  }

  get container(): RunningContainer {
    throw notAvailable(`the container of ${this.name}`, "someone else runs it", "hostUri(), which leads to it");
  }

  async uri(port: number, made: (address: string) => string): Promise<string> {
    const given = this.addresses[port];
    if (!given) throw notAvailable(`port ${port} of ${this.name}`, "no URI that leads there was given");
    return `${made(given.address).replace(/^\w+/, given.scheme)}${given.query}`;
  }

  async evidence(): Promise<undefined> {}
}
