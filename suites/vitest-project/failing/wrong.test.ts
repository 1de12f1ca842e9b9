import { expect, test } from "airflow-testcontainers/vitest";

test("was given something else", async ({ airflow }) => {
  const run = await airflow.dag("echo").run({ conf: { batch: 3 } });
  await expect(run).toHaveXCom("given", { batch: 4 });
});

test("has a table", async ({ postgres }) => {
  await expect(postgres).toHaveTable("nowhere", { within: 100 });
});
