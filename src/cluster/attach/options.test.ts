import { expect, it } from "vitest";
import { parse } from "../../base/parse.ts";
import { attachOptions } from "./options.ts";

const right = { baseUrl: "http://localhost:8080", credentials: { username: "admin", password: "hunter22" } };

const saidOf = (wrong: object) => {
  try {
    parse(attachOptions, { ...right, ...wrong }, "attach()", "AT_USAGE");
    return "accepted";
  } catch (error) {
    return (error as Error).message;
  }
};

it.each<[object, string]>([
  [{ baseurl: "http://x" }, 'unknown option "baseurl"; did you mean "baseUrl"?'],
  [{ baseUrl: 8080 }, "baseUrl: must be the address of Airflow, such as http://localhost:8080"],
  [{ baseUrl: undefined }, "baseUrl: must be the address of Airflow, such as http://localhost:8080"],
  [
    { baseUrl: "localhost:8080" },
    "baseUrl: must be an address with http:// or https://, such as http://localhost:8080",
  ],
  [{ baseUrl: "http://u:pw@host" }, "baseUrl: must have no login in it; that is what `credentials` are for"],
  [{ baseUrl: "http://host/?a=b" }, "baseUrl: must end before the first ? or #"],
  [{ credentials: { username: "admin" } }, "credentials.password: must be the user's password"],
  [{ credentials: { token: 1 } }, "credentials.token: must be a token"],
  [{ credentials: "admin:hunter22" }, "credentials: must be an object"],
  [{ postgres: "db.example.com" }, "postgres: must be a URI such as postgresql://user:password@host:5432/database"],
  [{ postgres: "mysql://u:hunter22@h/d" }, "postgres: must be a URI such as postgresql://"],
  [{ postgres: "postgresql://u:100%@h/d" }, "postgres: must be a URI such as postgresql://"],
  [{ rabbitmq: "redis://h" }, "rabbitmq: must be a URI such as amqp://user:password@host:5672/vhost"],
  [
    { rabbitmq: { uri: "amqp://h", management: "http://h" } },
    'option "rabbitmq.management"; did you mean "managementUri"',
  ],
  [{ redis: true }, "redis: must be a URI such as redis://user:password@host:6379/0"],
  [{ allowReset: "yes" }, "allowReset: must be true or false"],
  [{ timeout: 0 }, "timeout: must be more than 0 seconds"],
])("%j is refused", (wrong, said) => {
  expect(saidOf(wrong)).toContain(said);
  expect(saidOf(wrong)).not.toContain("hunter22");
});

it.each([
  { credentials: { token: "t" }, allowReset: true },
  { postgres: "postgresql+psycopg2://airflow:a%40b@db/airflow?sslmode=require" },
  { rabbitmq: "amqps://u:p@broker/vhost" },
  { rabbitmq: { uri: "amqp://u:p@broker", managementUri: "http://u:p@broker:15672" } },
  { redis: "rediss://:p@cache" },
])("%j is accepted", (options) => {
  expect(saidOf(options)).toBe("accepted");
});
