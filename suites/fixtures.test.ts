import { once } from "node:events";
import {
  airflowFixture,
  compareReports,
  compareRows,
  isSame,
  type Pipeline,
  pipelineFixture,
  postgresFixture,
  rabbitmqFixture,
  redisFixture,
} from "airflow-testcontainers/fixtures";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { brokerAccount } from "./support/broker-account.ts";
import { clusterOf, leftOf, untilNothingIsLeft } from "./support/left-behind.ts";
import { postgresFacts } from "./support/postgres-facts.ts";
import { publishedPorts } from "./support/published-ports.ts";
import { redisAnswer } from "./support/redis-answer.ts";
import { clusterWithDatabase, processWithRedis } from "./support/started-alone.ts";

describe("a Postgres of its own", () => {
  it("is connected, reached on the loopback address alone, and gone after dispose", async () => {
    const fixture = postgresFixture({ database: "shop", username: "clerk" });
    const { service, pool, uri } = await fixture.start();
    const id = clusterOf(service.container);
    expect((await pool.query("select current_user as role")).rows).toEqual([{ role: "clerk" }]);
    expect(await postgresFacts(uri)).toMatchObject({ database: "shop", superuser: true, version: 17 });
    expect(await publishedPorts({ label: [`airflow-testcontainers.cluster=${id}`] })).toEqual([
      `/airflow-${id}-postgres 127.0.0.1`,
    ]);
    // The control: what is there is seen.
    expect(await leftOf(id)).toHaveLength(2);
    await fixture.dispose();
    expect(await leftOf(id)).toEqual([]);
    await expect(pool.query("select 1")).rejects.toThrow();
  });

  // #region lifetime
  it("does not collide with another, which has another password", async () => {
    const [one, other] = [postgresFixture(), postgresFixture()];
    try {
      const [first, second] = await Promise.all([one.start(), other.start()]);
      await first.pool.query("create table only_here ()");
      expect(await first.service.query("select from only_here")).toEqual([]);
      // 42P01: undefined_table
      await expect(second.pool.query("select from only_here")).rejects.toMatchObject({ code: "42P01" });
      const mixedUp = new URL(first.uri);
      mixedUp.password = second.service.login.password;
      // 28P01: invalid_password
      await expect(postgresFacts(mixedUp.href)).rejects.toMatchObject({ code: "28P01" });
    } finally {
      await Promise.all([one.dispose(), other.dispose()]);
    }
  });
  // #endregion

  it("is gone after a body that failed, and lent anew by the next use", async () => {
    const fixture = postgresFixture();
    const ids: string[] = [];
    const failed = fixture.use(async ({ service, pool }) => {
      ids.push(clusterOf(service.container));
      await pool.query("select from no_such_table");
    });
    await expect(failed).rejects.toMatchObject({ code: "42P01" });
    expect(await leftOf(ids[0])).toEqual([]);
    ids.push(await fixture.use(({ service }) => clusterOf(service.container)));
    expect(await leftOf(ids[1])).toEqual([]);
    expect(new Set(ids).size).toBe(2);
  });

  it("leaves nothing when it is disposed of while it starts", async () => {
    const database = `interrupted_${process.pid}`;
    const fixture = postgresFixture({ database });
    const started = fixture.start().catch((error: unknown) => error);
    const id = await vi.waitUntil(() => clusterWithDatabase(database), { timeout: 60_000, interval: 50 });
    await fixture.dispose();
    expect(await started).toMatchObject({ code: "AT_ABORTED" });
    expect(await leftOf(id)).toEqual([]);
  });
});

describe("a RabbitMQ of its own", () => {
  it("carries a message over its connection, has the user that was named, and is gone after dispose", async () => {
    const fixture = rabbitmqFixture({ vhost: "shop", username: "clerk", tag: "monitoring" });
    const { service, connection } = await fixture.start();
    const id = clusterOf(service.container);
    const channel = await connection.createConfirmChannel();
    const { queue } = await channel.assertQueue("orders");
    channel.sendToQueue(queue, Buffer.from("주문 1"));
    await channel.waitForConfirms();
    expect(await channel.get(queue, { noAck: true })).toMatchObject({ content: Buffer.from("주문 1") });
    // The control: there was one message and no more.
    expect(await channel.get(queue, { noAck: true })).toBe(false);
    expect(await brokerAccount(service, "clerk")).toMatchObject({ tags: ["monitoring"] });
    await fixture.dispose();
    expect(await leftOf(id)).toEqual([]);
  });
});

describe("a Redis of its own", () => {
  it("keeps what its client stored, wants its password, and is gone after dispose", async () => {
    const fixture = redisFixture();
    const { service, client, uri } = await fixture.start();
    const id = clusterOf(service.container);
    await client.set("greeting", "안녕하세요");
    expect(await client.get("greeting")).toBe("안녕하세요");
    const withoutPassword = new URL(uri);
    withoutPassword.password = "";
    expect(await redisAnswer(withoutPassword)).toContain("NOAUTH");
    await fixture.dispose();
    expect(await leftOf(id)).toEqual([]);
  });

  it("is removed by the reaper after kill -9", async () => {
    const { child, clusterId } = await processWithRedis();
    expect(await leftOf(clusterId)).not.toEqual([]);
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
    expect(await untilNothingIsLeft(clusterId, 20), "what is left after 20 seconds").toBeTypeOf("number");
  });
});

describe("servers that go away", () => {
  const fixtures = [postgresFixture(), rabbitmqFixture(), redisFixture()] as const;
  afterAll(() => Promise.all(fixtures.map((fixture) => fixture.dispose())));

  it.each(["kill", "pause"] as const)(
    "after %s: what was lent does not end the process, and dispose leaves nothing",
    async (how) => {
      const [postgres, rabbitmq, redis] = await Promise.all([
        fixtures[0].start(),
        fixtures[1].start(),
        fixtures[2].start(),
      ]);
      const containers = [postgres, rabbitmq, redis].map(({ service }) => service.container);
      // What is in use when the server goes: a lent connection, a query, a consumer, a command that blocks.
      await postgres.pool.connect();
      const channel = await rabbitmq.connection.createChannel();
      await channel.consume((await channel.assertQueue("orders")).queue, () => {});
      const pending = Promise.allSettled([postgres.pool.query("select pg_sleep(600)"), redis.client.blPop("none", 0)]);
      await Promise.all(containers.map(({ container }) => container[how]()));
      await Promise.all(fixtures.map((fixture) => fixture.dispose()));
      expect((await pending).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
      for (const container of containers) expect(await leftOf(clusterOf(container))).toEqual([]);
    },
  );
});

describe("an Airflow of its own", () => {
  it("works while it is lent, and is gone afterwards", async () => {
    const { id, health } = await airflowFixture().use(async (cluster) => ({
      id: cluster.id,
      health: await cluster.api.health(),
    }));
    expect(health.scheduler.status).toBe("healthy");
    expect(await leftOf(id)).toEqual([]);
  });
});

describe("a pipeline of its own", () => {
  const fixture = pipelineFixture({ seed: 7, logs: 100, workers: [{ replicas: 1, concurrency: 5 }] });
  let pipeline: Pipeline;
  beforeAll(async () => {
    pipeline = await fixture.start();
  });
  afterAll(async () => {
    await fixture.dispose();
    expect(await leftOf(pipeline.cluster.id)).toEqual([]);
  });

  it("has its logs waiting, and no sink yet", async () => {
    expect(pipeline.logs).toHaveLength(100);
    expect(await pipeline.remaining()).toEqual({ waiting: 100, taken: {} });
    await expect(pipeline.postgresSink()).rejects.toMatchObject({ code: "AT_SINK" });
    await expect(pipeline.sqliteSink()).rejects.toMatchObject({ code: "AT_SINK" });
  });

  it("has the rows in both sinks after a run, and a report of each log", async () => {
    const run = await pipeline.cluster.dag("collect_logs").run();
    expect(run.state).toBe("success");
    for (const sink of [await pipeline.postgresSink(), await pipeline.sqliteSink()]) {
      expect(compareRows(pipeline.expectedRows, sink.rows)).toSatisfy(isSame);
    }
    expect(compareReports(pipeline.logs, await pipeline.reports(run))).toSatisfy(isSame);
    expect(await pipeline.remaining()).toEqual({ waiting: 0, taken: {} });
  });
});
