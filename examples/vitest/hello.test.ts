import { test, expect } from "airflow-testcontainers/vitest";

test("hello", async ({ airflow }) => {
  const run = await airflow.dag("hello").run();
  await expect(run).toSucceed();
  await expect(run).toHaveXCom("two", 42);
});
