import { expect, test } from "airflow-testcontainers/vitest";

const own = "second";

test("runs beside the other file and sees its own runs through", async ({ airflow }) => {
  const run = await airflow.dag("echo").run({ conf: { own } });
  await expect(run).toHaveXCom("given", { own });
  const left = await airflow.dag("slow").trigger();
  await expect(left).toReach("running");
});

test("finds its own runs removed, and may not reset what the other uses", async ({ airflow }) => {
  const runs = [...(await airflow.api.runs("echo")), ...(await airflow.api.runs("slow"))];
  expect(runs.filter(({ note }) => note?.includes(`${own}.test.ts`))).toEqual([]);
});
