import { connect } from "amqplib";
import type { Endpoint } from "./endpoint.ts";
import type { RabbitMQLogin } from "./rabbitmq-definitions.ts";
import { StartedService } from "./started-service.ts";

const MANAGEMENT_PORT = 15672;

/** A running RabbitMQ. */
export class StartedRabbitMQ extends StartedService<RabbitMQLogin> {
  /** The user that the harness asks the management API as. */
  readonly harness: RabbitMQLogin;
  /** @internal */
  protected readonly port = 5672;

  /** @param login the user that Airflow has */
  constructor(endpoint: Endpoint, login: RabbitMQLogin, harness: RabbitMQLogin) {
    super(endpoint, login);
    this.harness = harness;
  }

  /** `http://…/api/` with the harness's login, for the other containers of the network (Flower). */
  get networkManagementUri(): string {
    return managementUri(this.harness, this.container.alias);
  }

  /**
   * `http://host:port` of the management API from outside, without a login.
   * @throws HarnessError `AT_NOT_AVAILABLE` when attached without an address of it
   */
  async managementUri(): Promise<string> {
    return this.endpoint.uri(MANAGEMENT_PORT, (address) => `http://${address}`);
  }

  /**
   * Asks the management API as the harness's user.
   * @throws Error for any status but 2xx
   */
  async ask<T>(path: string, signal?: AbortSignal): Promise<T> {
    const { username, password } = this.harness;
    const response = await fetch(`${await this.managementUri()}/api${path}`, {
      headers: { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` },
      signal,
    });
    if (!response.ok) throw new Error(`the management API answered ${response.status} to GET ${path}`);
    return (await response.json()) as T;
  }

  /**
   * How many consumers a queue has now; 0 where there is no such queue. A passive declare tells it at once, while the
   * management API lags by seconds.
   */
  async consumersOf(queue: string): Promise<number> {
    const connection = await connect(await this.hostUri(), { timeout: 2_000 });
    connection.on("error", () => {});
    try {
      const channel = await connection.createChannel();
      // The server closes the channel when the queue does not exist.
      channel.on("error", () => {});
      return (await channel.checkQueue(queue)).consumerCount;
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === 404) return 0;
      throw error;
    } finally {
      await connection.close().catch(() => {});
    }
  }

  /** Connects once, over AMQP. Rejects with the client's error where Airflow's user is not let in. */
  async ping(): Promise<void> {
    const connection = await connect(await this.hostUri(), { timeout: 2_000 });
    await connection.close();
  }

  /** @internal */
  protected get answer(): string {
    return `user "${this.login.username}" let in over AMQP`;
  }

  /** @internal */
  protected uri(login: RabbitMQLogin, address: string): string {
    return amqpUri(login, address);
  }
}

/** `http://user:password@host:15672/api/`. */
export function managementUri(login: RabbitMQLogin, host: string): string {
  return `http://${userInfo(login)}@${host}:${MANAGEMENT_PORT}/api/`;
}

function userInfo({ username, password }: RabbitMQLogin): string {
  return `${encodeURIComponent(username)}:${encodeURIComponent(password)}`;
}

/** `amqp://user:password@address/vhost`. */
export function amqpUri(login: RabbitMQLogin, address: string): string {
  return `amqp://${userInfo(login)}@${address}/${encodeURIComponent(login.vhost)}`;
}
