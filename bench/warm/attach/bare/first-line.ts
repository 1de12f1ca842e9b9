import { writeFileSync } from "node:fs";
import { expect, test } from "vitest";

test("begins", () => {
  writeFileSync(process.env.BENCH_MOMENT as string, String(Date.now()));
  expect(process.env.BENCH_CLUSTER).not.toBe("");
});
