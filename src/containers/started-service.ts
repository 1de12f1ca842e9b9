import type { Endpoint } from "./endpoint.ts";
import { whenReady } from "./ready.ts";
import type { RunningContainer } from "./running-container.ts";
import type { StartOptions } from "./start-options.ts";

/** A running service that Airflow or its DAGs stand on. */
export abstract class StartedService<Login> {
  /** How its user logs in. */
  readonly login: Login;
  /** Where it is. @internal */
  protected readonly endpoint: Endpoint;
  /** Its port in its container. @internal */
  protected abstract readonly port: number;

  constructor(endpoint: Endpoint, login: Login) {
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

  /** Its URI for the other containers of the network, password included. */
  get networkUri(): string {
    return this.uri(this.login, `${this.container.alias}:${this.port}`);
  }

  /** Its URI from outside, with the port that is published now; for another login where one is given. */
  async hostUri(login: Login = this.login): Promise<string> {
    return this.endpoint.uri(this.port, (address) => this.uri(login, address));
  }

  /** Connects and asks it once. Rejects with the client's error where it does not answer. */
  abstract ping(): Promise<void>;

  /** Waits until it answers {@link ping}, after a start or a restart. */
  async ready(options: StartOptions = {}): Promise<void> {
    const probe = async () => {
      await this.ping();
      return { ready: true as const, value: undefined };
    };
    await whenReady(this.endpoint, this.answer, probe, options);
  }

  /** What is waited for when it starts, in words. @internal */
  protected abstract get answer(): string;

  /** Its URI at an address, `host:port`. @internal */
  protected abstract uri(login: Login, address: string): string;
}
