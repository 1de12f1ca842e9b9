import { z } from "zod";
import { newPassword } from "../airflow/secrets.ts";
import type { RabbitMQLogin } from "../containers/rabbitmq-definitions.ts";
import type { PostgresLogin } from "../containers/started-postgres.ts";

const name = z.string().min(1);

/** What shapes a Postgres. */
export const postgresOptions = z.strictObject({
  /** Postgres's image. @default the official image, or the one built by our recipe */
  image: name.optional(),
  /** The database. @default "airflow" */
  database: name.default("airflow"),
  /** The role; a superuser. @default "airflow" */
  username: name.default("airflow"),
  /** Password of the role. @default random */
  password: name.optional(),
});

/** What shapes a RabbitMQ. */
export const rabbitmqOptions = z.strictObject({
  /** RabbitMQ's image; it must have the management plugin. @default the official image, or the one built by our recipe */
  image: name.optional(),
  /** The vhost, on which the user has all permissions. @default "airflow" */
  vhost: name.default("airflow"),
  /** The user that Airflow has. @default "airflow" */
  username: name.default("airflow"),
  /** Password of the user. @default random */
  password: name.optional(),
  /** Tag of the user; `airflow` gives no access to the management API. @default "airflow" */
  tag: name.default("airflow"),
});

/** What shapes a Redis. */
export const redisOptions = z.strictObject({
  /** Redis's image. @default the official image, or the one built by our recipe */
  image: name.optional(),
  /** Password that clients must give. @default random */
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
