import { createHash, randomBytes } from "node:crypto";

/** A RabbitMQ user with its password, tag and the vhost on which it has all permissions. */
export interface RabbitMQLogin {
  /** Name of the user. */
  readonly username: string;
  /** Password of the user. */
  readonly password: string;
  /** A user tagged only `airflow` has no access to the management API. */
  readonly tag: string;
  /** The vhost on which it has all permissions. */
  readonly vhost: string;
}

/**
 * A definitions file for the first boot: it makes the users before the port opens, so no client can come too early.
 * Format: https://www.rabbitmq.com/docs/definitions; password hashes: https://www.rabbitmq.com/docs/passwords
 */
export function definitions(logins: readonly RabbitMQLogin[]): string {
  return JSON.stringify({
    users: logins.map(({ username, password, tag }) => ({
      name: username,
      password_hash: passwordHash(password),
      hashing_algorithm: "rabbit_password_hashing_sha256",
      tags: [tag],
    })),
    vhosts: [...new Set(logins.map(({ vhost }) => vhost))].map((name) => ({ name })),
    permissions: logins.map(({ username, vhost }) => ({
      user: username,
      vhost,
      configure: ".*",
      write: ".*",
      read: ".*",
    })),
  });
}

/** base64(salt + sha256(salt + password)) with a salt of four bytes. */
function passwordHash(password: string, salt: Buffer = randomBytes(4)): string {
  const digest = createHash("sha256")
    .update(Buffer.concat([salt, Buffer.from(password, "utf8")]))
    .digest();
  return Buffer.concat([salt, digest]).toString("base64");
}
