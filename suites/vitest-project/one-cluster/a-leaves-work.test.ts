import { expect, test } from "airflow-testcontainers/vitest";

test("leaves a run and a variable behind", async ({ airflow }) => {
  const run = await airflow.dag("slow").trigger();
  await expect(run).toReach("running");
  await airflow.api.setVariable("left", "behind");
});
