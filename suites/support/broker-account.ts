import type { StartedAirflowCluster } from "airflow-testcontainers";
import { connect } from "amqplib";

type RabbitMQ = StartedAirflowCluster["rabbitmq"];

/** A user of RabbitMQ as its management API describes it. */
export interface BrokerAccount {
  readonly tags: readonly string[];
  readonly permissions: readonly { vhost: string; configure: string; write: string; read: string }[];
}

/** Asks as the harness's administrator. */
export async function brokerAccount(rabbitmq: RabbitMQ, user: string): Promise<BrokerAccount> {
  const [{ tags }, permissions] = await Promise.all([
    rabbitmq.ask<{ tags: string[] }>(`/users/${user}`),
    rabbitmq.ask<(BrokerAccount["permissions"][number] & { user: string })[]>(`/users/${user}/permissions`),
  ]);
  return {
    tags,
    permissions: permissions.map(({ vhost, configure, write, read }) => ({ vhost, configure, write, read })),
  };
}

/** What the broker says to a client that comes with this URI: `let in`, or the reason of its refusal. */
export async function amqpAnswer(uri: string): Promise<string> {
  try {
    const connection = await connect(uri, { timeout: 10_000 });
    await connection.close();
    return "let in";
  } catch (error) {
    return (error as Error).message;
  }
}

/** Status of the management API's answer to a request with this login. */
export async function managementStatus(
  rabbitmq: RabbitMQ,
  { username, password }: { username: string; password: string },
  path = "/overview",
  request: { method?: "GET" | "PUT" | "DELETE"; body?: object } = {},
): Promise<number> {
  const response = await fetch(`${await rabbitmq.managementUri()}/api${path}`, {
    method: request.method,
    headers: {
      authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`,
      "content-type": "application/json",
    },
    body: request.body && JSON.stringify(request.body),
  });
  await response.body?.cancel();
  return response.status;
}

/** Changes something as the harness's administrator; rejects where the broker refuses. */
export async function administer(
  rabbitmq: RabbitMQ,
  method: "PUT" | "DELETE",
  path: string,
  body?: object,
): Promise<void> {
  const status = await managementStatus(rabbitmq, rabbitmq.harness, path, { method, body });
  if (status >= 300) throw new Error(`${method} ${path} was answered with ${status}`);
}
