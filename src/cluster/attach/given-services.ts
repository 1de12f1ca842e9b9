import { type GivenAddress, GivenEndpoint } from "../../containers/endpoint.ts";
import { StartedPostgres } from "../../containers/started-postgres.ts";
import { StartedRabbitMQ } from "../../containers/started-rabbitmq.ts";
import { StartedRedis } from "../../containers/started-redis.ts";
import type { ResolvedAttachOptions } from "./options.ts";

/** Services of URIs; undefined where none was given. */
export interface Services {
  readonly postgres: StartedPostgres | undefined;
  readonly rabbitmq: StartedRabbitMQ | undefined;
  readonly redis: StartedRedis | undefined;
}

/** A question that shows whether a service can be used. */
export interface ServiceCheck {
  /** The service and where it is. */
  readonly name: string;
  ask(signal: AbortSignal): Promise<unknown>;
}

interface Given<T> {
  readonly service: T;
  readonly checks: readonly ServiceCheck[];
}

/** The services whose addresses were given, and what to ask them; nothing is asked yet. */
export function givenServices(options: Pick<ResolvedAttachOptions, keyof Services>): {
  services: Services;
  checks: readonly ServiceCheck[];
} {
  const postgres = options.postgres === undefined ? undefined : givenPostgres(options.postgres);
  const rabbitmq = options.rabbitmq === undefined ? undefined : givenRabbitMQ(options.rabbitmq);
  const redis = options.redis === undefined ? undefined : givenRedis(options.redis);
  return {
    services: { postgres: postgres?.service, rabbitmq: rabbitmq?.service, redis: redis?.service },
    checks: [postgres, rabbitmq, redis].flatMap((given) => given?.checks ?? []),
  };
}

/** Postgres of a URI; that of Airflow's own settings (`postgresql+psycopg2://…`) will do. */
function givenPostgres(uri: string): Given<StartedPostgres> {
  const url = new URL(uri);
  const name = `the Postgres at ${url.host}`;
  const login = loginOf(url);
  const endpoint = new GivenEndpoint(name, { 5432: { ...addressOf(url), scheme: "postgresql" } });
  const service = new StartedPostgres(endpoint, { ...login, database: pathOf(url) || login.username });
  return { service, checks: [{ name, ask: () => service.ping() }] };
}

/** RabbitMQ of an AMQP URI, and of a URI of its management API where there is one. */
function givenRabbitMQ(given: NonNullable<ResolvedAttachOptions["rabbitmq"]>): Given<StartedRabbitMQ> {
  const { uri, managementUri } = typeof given === "string" ? { uri: given } : given;
  const url = new URL(uri);
  const name = `the RabbitMQ at ${url.host}`;
  // As AMQP clients read a URI that lacks them.
  const { username, password } = url.username === "" ? { username: "guest", password: "guest" } : loginOf(url);
  const login = { username, password, vhost: pathOf(url) || "/", tag: "" };
  const management = managementUri === undefined ? undefined : new URL(managementUri);
  const endpoint = new GivenEndpoint(name, {
    5672: addressOf(url),
    15672: management && { ...addressOf(management), address: management.host + pathBeforeApi(management) },
  });
  const asks = management && management.username !== "" ? loginOf(management) : {};
  const service = new StartedRabbitMQ(endpoint, login, { ...login, ...asks });
  const checks: ServiceCheck[] = [{ name, ask: () => service.ping() }];
  if (management) {
    const ask = (signal: AbortSignal) => service.ask("/whoami", signal);
    checks.push({ name: `RabbitMQ's management API at ${management.host}`, ask });
  }
  return { service, checks };
}

/** Redis of a URI. */
function givenRedis(uri: string): Given<StartedRedis> {
  const url = new URL(uri);
  const name = `the Redis at ${url.host}`;
  const endpoint = new GivenEndpoint(name, { 6379: addressOf(url) });
  const service = new StartedRedis(endpoint, { ...loginOf(url), database: Number(pathOf(url) || 0) });
  return { service, checks: [{ name, ask: () => service.ping() }] };
}

function addressOf(url: URL): GivenAddress {
  return { scheme: url.protocol.slice(0, -1), address: url.host, query: url.search };
}

function loginOf({ username, password }: URL): { username: string; password: string } {
  return { username: decodeURIComponent(username), password: decodeURIComponent(password) };
}

function pathOf({ pathname }: URL): string {
  return decodeURIComponent(pathname.slice(1));
}

function pathBeforeApi({ pathname }: URL): string {
  return pathname.replace(/\/+$/, "").replace(/\/api$/, "");
}
