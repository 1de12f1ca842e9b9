import type { StartedAirflowCluster } from "airflow-testcontainers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sharedCluster } from "./support/cluster.ts";
import { restartElsewhere } from "./support/elsewhere.ts";
import { flowerWorkers } from "./support/flower.ts";
import { whereItRan } from "./support/where-it-ran.ts";
import { worksAgain } from "./support/works-again.ts";

const patience = { timeout: 100_000, interval: 500 };
const bothWorkers = { "celery@worker-1": 3, "celery@worker-2": 3 };

let cluster: StartedAirflowCluster;
beforeAll(async () => {
  cluster = await sharedCluster();
});

describe("a BashOperator", () => {
  it("runs in a temporary directory that is gone afterwards, with AIRFLOW_HOME set", async () => {
    const { worker, cwd, airflowHome } = await whereItRan(cluster);
    expect(airflowHome).toBe("/opt/airflow");
    expect(cwd).toMatch(/^\/tmp\/airflowtmp/);

    const { container } = cluster.component(worker);
    const exists = async (path: string) => (await container.exec(["test", "-d", path])).exitCode === 0;
    expect(await exists(cwd)).toBe(false);
    // The control: outside of a task the same worker is in another directory, which stays.
    const outside = (await container.exec(["pwd"])).stdout.trim();
    expect(outside).not.toMatch(/^\/tmp\//);
    expect(await exists(outside)).toBe(true);
  });
});

describe("Flower", () => {
  it("sees both workers with their slots; control: it refuses a wrong login", async () => {
    // Flower gives each worker a second for its answer; one that is busy may take longer.
    await expect.poll(() => flowerWorkers(cluster), patience).toEqual({ status: 200, slots: bothWorkers });
    expect(await flowerWorkers(cluster, { username: "admin", password: "4321" })).toEqual({ status: 401 });
  });
});

describe("a service that comes back with another address", () => {
  // Whatever happened here, the other suites find a cluster that works.
  afterAll(async () => {
    for (const { container } of [cluster.postgres, cluster.rabbitmq]) {
      if (!(await container.state()).running) await container.start();
    }
    await worksAgain(cluster);
  });

  it("Postgres: the scheduler gives up, is restarted and counted, and the next run succeeds", async () => {
    const restarts = async () => (await cluster.restarts()).scheduler ?? 0;
    const earlier = await restarts();
    const { before, after } = await restartElsewhere(cluster, cluster.postgres.container, async () => {
      // The control: what the cluster works with is truly away.
      await expect.poll(async () => (await cluster.api.health()).metadatabase.status, patience).toBe("unhealthy");
      await expect.poll(restarts, patience).toBeGreaterThan(earlier);
    });
    expect(after).not.toBe(before);
    await cluster.postgres.ready();
    await worksAgain(cluster);
    expect(await whereItRan(cluster)).toMatchObject({ airflowHome: "/opt/airflow" });
  });

  it("RabbitMQ: the workers consume again, Flower sees them, and the next run succeeds", async () => {
    const { before, after } = await restartElsewhere(cluster, cluster.rabbitmq.container, async () => {
      // The control: what the cluster works with is truly away.
      await expect(cluster.rabbitmq.consumersOf("default")).rejects.toThrow();
    });
    expect(after).not.toBe(before);
    await cluster.rabbitmq.ready();
    await worksAgain(cluster);
    expect(await whereItRan(cluster)).toMatchObject({ airflowHome: "/opt/airflow" });
    await expect.poll(() => flowerWorkers(cluster), patience).toEqual({ status: 200, slots: bothWorkers });
  });
});
