import { describe, expect, it, onTestFinished } from "vitest";
import { replay } from "../../airflow/client/testing/replay.ts";
import { givenServices } from "./given-services.ts";

const given = (options: Partial<Parameters<typeof givenServices>[0]>) =>
  givenServices({ postgres: undefined, rabbitmq: undefined, redis: undefined, ...options }).services;

describe("a service by its URI", () => {
  it("leads where the URI leads", async () => {
    const { postgres, rabbitmq, redis } = given({
      postgres: "postgresql://air%40flow:a%2Fb@db.example.com/meta?sslmode=require",
      rabbitmq: "amqps://airflow:secret@broker.example.com:5671/air%2Fflow?heartbeat=5",
      redis: "rediss://user:secret@cache.example.com:6380/3",
    });
    expect(await postgres?.hostUri()).toBe("postgresql://air%40flow:a%2Fb@db.example.com/meta?sslmode=require");
    expect(await rabbitmq?.hostUri()).toBe("amqps://airflow:secret@broker.example.com:5671/air%2Fflow?heartbeat=5");
    expect(await redis?.hostUri()).toBe("rediss://user:secret@cache.example.com:6380/3");
    expect(postgres?.login).toEqual({ username: "air@flow", password: "a/b", database: "meta" });
  });

  it("may be what Airflow has in its settings, or leave out what is usual", async () => {
    const { postgres } = given({ postgres: "postgresql+psycopg2://airflow:1234@db:5433/airflow" });
    expect(await postgres?.hostUri()).toBe("postgresql://airflow:1234@db:5433/airflow");
    const { rabbitmq, redis } = given({ rabbitmq: "amqp://broker", redis: "redis://cache" });
    expect(rabbitmq?.login).toMatchObject({ username: "guest", password: "guest", vhost: "/" });
    expect(await redis?.hostUri()).toBe("redis://:@cache/0");
    expect(given({ postgres: "postgresql://airflow:1234@db" }).postgres?.login.database).toBe("airflow");
  });

  it("can be tried with another login", async () => {
    const { rabbitmq } = given({ rabbitmq: "amqps://airflow:secret@broker/airflow" });
    const login = { username: "other", password: "one", vhost: "else", tag: "" };
    expect(await rabbitmq?.hostUri(login)).toBe("amqps://other:one@broker/else");
  });

  it("has RabbitMQ's management API where its URI was given, with its own login", async () => {
    const { url, got } = await replay(onTestFinished, { "GET /rabbit/api/vhosts": [200, [{ name: "airflow" }]] });
    const managementUri = `${url.replace("://", "://boss:secret@")}/rabbit/api/`;
    const { rabbitmq } = given({ rabbitmq: { uri: "amqp://airflow:1@broker/airflow", managementUri } });
    expect(await rabbitmq?.managementUri()).toBe(`${url}/rabbit`);
    expect(await rabbitmq?.ask("/vhosts")).toEqual([{ name: "airflow" }]);
    expect(got[0]?.authorization).toBe(`Basic ${Buffer.from("boss:secret").toString("base64")}`);

    const without = given({ rabbitmq: "amqp://airflow:1@broker/airflow" }).rabbitmq;
    await expect(without?.ask("/vhosts")).rejects.toMatchObject({ code: "AT_NOT_AVAILABLE" });
  });

  it("has no container, and no name on a network", () => {
    const { postgres } = given({ postgres: "postgresql://airflow:1234@db/airflow" });
    expect(() => postgres?.container).toThrowErrorMatchingInlineSnapshot(`
      [HarnessError: the container of the Postgres at db is not available when attached, because someone else runs it
        try       hostUri(), which leads to it]
    `);
    expect(() => postgres?.networkUri).toThrow("is not available when attached");
  });
});
