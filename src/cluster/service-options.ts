import { z } from "zod";
import { newPassword } from "../airflow/secrets.ts";
import type { PostgresLogin } from "../containers/postgres-container.ts";
import type { RabbitMQLogin } from "../containers/rabbitmq-definitions.ts";

const name = z.string().min(1);

/** What shapes a Postgres. */
export const postgresOptions = z.strictObject({
  /** Postgres's image. */
  image: name.optional(),
  /** @default "airflow" */
  database: name.default("airflow"),
  /** The role; a superuser. @default "airflow" */
  username: name.default("airflow"),
  /** @default random */
  password: name.optional(),
});

/** What shapes a RabbitMQ. */
export const rabbitmqOptions = z.strictObject({
  /** RabbitMQ's image; it must have the management plugin. */
  image: name.optional(),
  /** @default "airflow" */
  vhost: name.default("airflow"),
  /** @default "airflow" */
  username: name.default("airflow"),
  /** @default random */
  password: name.optional(),
  /** Tag of the user; `airflow` gives no access to the management API. @default "airflow" */
  tag: name.default("airflow"),
});

/** What shapes a Redis. */
export const redisOptions = z.strictObject({
  /** Redis's image. */
  image: name.optional(),
  /** @default random */
  password: name.optional(),
});

/** The login of a Postgres, with a new password where none was given. */
export function postgresLogin({ database, username, password }: z.output<typeof postgresOptions>): PostgresLogin {
  return { database, username, password: password ?? newPassword() };
}

/** The login of a RabbitMQ's user, with a new password where none was given. */
export function rabbitmqLogin({ vhost, username, password, tag }: z.output<typeof rabbitmqOptions>): RabbitMQLogin {
  return { username, password: password ?? newPassword(), tag, vhost };
}

/** A new login for the harness's own questions to RabbitMQ: its administrator. */
export function harnessLogin(vhost: string): RabbitMQLogin {
  return { username: "harness", password: newPassword(), tag: "administrator", vhost };
}
