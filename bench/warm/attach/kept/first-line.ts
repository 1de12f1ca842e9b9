import { writeFileSync } from "node:fs";
import { expect, test } from "airflow-testcontainers/vitest";

test("begins", ({ airflow }) => {
  writeFileSync(process.env.BENCH_MOMENT as string, String(Date.now()));
  expect(airflow.id).toBe(process.env.BENCH_CLUSTER);
});
