import { expect, test } from "airflow-testcontainers/vitest";

test("breaks its own cluster, and no other", async ({ cluster, airflow }) => {
  expect(cluster.id).not.toBe(airflow.id);
  await cluster.component("worker-1").container.stop();
  await expect(cluster.rabbitmq).not.toHaveQueue("default", { consumers: 1 });
  await expect(await airflow.dag("echo").run()).toSucceed();
});
