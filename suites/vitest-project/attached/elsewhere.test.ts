import { expect, test } from "airflow-testcontainers/vitest";

test("runs a DAG of an Airflow that someone else runs", async ({ airflow }) => {
  expect(airflow.attached).toBe(true);
  await airflow.dag("environment").unpause();
  await expect(await airflow.dag("environment").run()).toSucceed();
});
