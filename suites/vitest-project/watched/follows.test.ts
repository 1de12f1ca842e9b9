import { expect, test } from "airflow-testcontainers/vitest";

const expected = 1;

test("the DAG returns what its file says now", async ({ airflow }) => {
  const run = await airflow.dag("watched").run();
  await expect(run).toHaveXCom("value", expected);
});
