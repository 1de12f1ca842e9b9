import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { HarnessError } from "./harness-error.ts";
import { until } from "./until.ts";

const slow = async (signal: AbortSignal) => {
  await sleep(200, undefined, { signal });
  return { ready: true as const, value: "seen" };
};
const onTimeout = (saw: string) => new HarnessError("AT_TIMEOUT", saw);

it("binds a look that hangs to the deadline", async () => {
  await expect(until(slow, { timeoutMs: 20, onTimeout })).rejects.toThrow("no answer within 20 ms");
});

it("lets a look that began in time go on where grace is given", async () => {
  expect(await until(slow, { timeoutMs: 20, graceMs: 10_000, onTimeout })).toBe("seen");
});
