import { expect, test } from "airflow-testcontainers/vitest";
import { describe } from "vitest";

test("finds nothing of the file before", async ({ airflow }) => {
  expect(await airflow.api.runs("slow")).toEqual([]);
  expect((await airflow.api.variables()).map(({ key }) => key)).toEqual(["seeded"]);
  const run = await airflow.dag("echo").run({ conf: { batch: 3 } });
  await expect(run).toSucceed();
  await expect(run).toHaveXCom("given", { batch: 3 });
});

test.beforeAll(async ({ airflow }) => {
  await expect(airflow.dag("echo")).toBeParsed();
});

describe("services of their own", () => {
  test("a Postgres with a pool that is connected", async ({ postgres }) => {
    await postgres.pool.query("create table logging (level text, id int)");
    await postgres.pool.query("insert into logging values ('INFO', 1)");
    await expect(postgres).toHaveTable("logging", { columns: ["level", "id"] });
    await expect(postgres).toHaveRows("logging", 1);
  });

  test("a RabbitMQ with a connection", async ({ rabbitmq }) => {
    const channel = await rabbitmq.connection.createChannel();
    await channel.assertQueue("logs");
    await channel.consume("logs", () => {});
    await expect(rabbitmq).toHaveQueue("logs", { consumers: 1 });
  });

  test("a Redis with a client", async ({ redis }) => {
    await redis.client.set("key", "값");
    expect(await redis.client.get("key")).toBe("값");
  });
});
