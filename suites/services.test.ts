import type { StartedAirflowCluster } from "airflow-testcontainers";
import { GenericContainer } from "testcontainers";
import { beforeAll, describe, expect, it } from "vitest";
import { administer, amqpAnswer, brokerAccount, managementStatus } from "./support/broker-account.ts";
import { sharedCluster } from "./support/cluster.ts";
import { postgresFacts } from "./support/postgres-facts.ts";
import { redisAnswer } from "./support/redis-answer.ts";
import { serverProcess } from "./support/server-process.ts";

let cluster: StartedAirflowCluster;
beforeAll(async () => {
  cluster = await sharedCluster();
});

describe("Postgres", () => {
  it("has the superuser airflow and its UTF-8 database in version 17", async () => {
    expect(await postgresFacts(await cluster.postgres.hostUri())).toEqual({
      role: "airflow",
      superuser: true,
      database: "airflow",
      encoding: "UTF8",
      koreanLength: 2,
      version: 17,
    });
  });

  it("control: a role that is no superuser and a database without an encoding are reported as such", async () => {
    await cluster.postgres.query("create role plain login password 'plain'");
    await cluster.postgres.query("create database bytes template template0 encoding 'SQL_ASCII' locale 'C'");
    try {
      const uri = new URL(await cluster.postgres.hostUri());
      Object.assign(uri, { username: "plain", password: "plain", pathname: "/bytes" });
      expect(await postgresFacts(uri.href)).toEqual({
        role: "plain",
        superuser: false,
        database: "bytes",
        encoding: "SQL_ASCII",
        koreanLength: 6,
        version: 17,
      });
    } finally {
      await cluster.postgres.query("drop database bytes with (force)");
      await cluster.postgres.query("drop role plain");
    }
  });

  it("lets the role in with the password 1234 and refuses another", async () => {
    const uri = new URL(await cluster.postgres.hostUri());
    expect(uri.password).toBe("1234");
    uri.password = "4321";
    // 28P01: invalid_password
    await expect(postgresFacts(uri.href)).rejects.toMatchObject({ code: "28P01" });
  });
});

describe("RabbitMQ", () => {
  it("has the vhost airflow and the user airflow with its tag and all permissions there and nowhere else", async () => {
    const vhosts = await cluster.rabbitmq.ask<{ name: string }[]>("/vhosts");
    expect(vhosts.map(({ name }) => name)).toContain("airflow");
    expect(await brokerAccount(cluster.rabbitmq, "airflow")).toEqual({
      tags: ["airflow"],
      permissions: [{ vhost: "airflow", configure: ".*", write: ".*", read: ".*" }],
    });
  });

  it("control: a user with another tag and fewer permissions is reported as such", async () => {
    const { rabbitmq } = cluster;
    await administer(rabbitmq, "PUT", "/users/reader", { password: "reader", tags: "monitoring" });
    try {
      expect(await brokerAccount(rabbitmq, "reader")).toEqual({ tags: ["monitoring"], permissions: [] });
      const some = { configure: "^$", write: "^$", read: ".*" };
      await administer(rabbitmq, "PUT", "/permissions/airflow/reader", some);
      expect(await brokerAccount(rabbitmq, "reader")).toEqual({
        tags: ["monitoring"],
        permissions: [{ vhost: "airflow", ...some }],
      });
    } finally {
      await administer(rabbitmq, "DELETE", "/users/reader");
    }
  });

  it("lets airflow in over AMQP and refuses a wrong password", async () => {
    const { login } = cluster.rabbitmq;
    expect(login).toMatchObject({ username: "airflow", password: "airflow", vhost: "airflow" });
    expect(await amqpAnswer(await cluster.rabbitmq.hostUri())).toBe("let in");
    const wrong = await cluster.rabbitmq.hostUri({ ...login, password: "wrong" });
    expect(await amqpAnswer(wrong)).toContain("403 (ACCESS-REFUSED)");
  });

  it("refuses airflow in a foreign vhost, until it is given permissions there", async () => {
    const { rabbitmq } = cluster;
    const foreign = await rabbitmq.hostUri({ ...rabbitmq.login, vhost: "foreign" });
    await administer(rabbitmq, "PUT", "/vhosts/foreign");
    try {
      expect(await amqpAnswer(foreign)).not.toBe("let in");
      // amqplib does not pass on the reason of a server that closes the connection at this point.
      await expect
        .poll(() => rabbitmq.container.logs())
        .toContain("access to vhost 'foreign' refused for user 'airflow'");
      // The control: with permissions the same attempt succeeds, so it was them that were missing.
      const all = { configure: ".*", write: ".*", read: ".*" };
      await administer(rabbitmq, "PUT", "/permissions/foreign/airflow", all);
      expect(await amqpAnswer(foreign)).toBe("let in");
    } finally {
      await administer(rabbitmq, "DELETE", "/vhosts/foreign");
    }
  });

  it("answers the management API's questions to the harness and not to airflow", async () => {
    const { rabbitmq } = cluster;
    expect(await managementStatus(rabbitmq, rabbitmq.harness)).toBe(200);
    expect(await managementStatus(rabbitmq, { ...rabbitmq.harness, password: "wrong" })).toBe(401);
    expect([401, 403]).toContain(await managementStatus(rabbitmq, rabbitmq.login));
  });

  it("keeps running with its image's own command; control: one with a command of its own is seen to have ended", async () => {
    const { container } = cluster.rabbitmq;
    const { docker } = container.placement.engine;
    expect(await serverProcess(docker, container.id)).toEqual({ running: true, ownCommand: true });

    const overridden = await new GenericContainer(await container.image())
      .withNetwork(cluster.network)
      .withCommand(["rabbitmqctl", "add_user", "airflow", "airflow"])
      .start();
    try {
      await docker.getContainer(overridden.getId()).wait();
      expect(await serverProcess(docker, overridden.getId())).toEqual({ running: false, ownCommand: false });
    } finally {
      await overridden.stop();
    }
  });
});

describe("Redis", () => {
  it("answers with the password and refuses without one or with another", async () => {
    const url = new URL(await cluster.redis.hostUri());
    expect(await redisAnswer(url)).toBe("PONG");
    url.password = "wrong";
    expect(await redisAnswer(url)).toContain("WRONGPASS");
    url.password = "";
    expect(await redisAnswer(url)).toContain("NOAUTH");
  });
});
