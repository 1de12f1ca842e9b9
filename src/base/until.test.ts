import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { HarnessError } from "./harness-error.ts";
import { pauseAfter, until } from "./until.ts";

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

it("looks again when the pause ends, which knows how long it may take", async () => {
  const pauses: number[] = [];
  let looks = 0;
  const probe = async () =>
    looks++ === 2 ? { ready: true as const, value: "seen" } : { ready: false as const, saw: "not yet" };
  const pause = async (ms: number) => void pauses.push(ms);
  expect(await until(probe, { timeoutMs: 60_000, intervalMs: 10_000, pause, onTimeout })).toBe("seen");
  expect(pauses).toHaveLength(2);
  expect(Math.max(...pauses)).toBeLessThanOrEqual(50_000);
});

it("ends a pause with the signal's reason", async () => {
  const stop = new AbortController();
  const pause = async () => {
    stop.abort(new Error("enough"));
    throw stop.signal.reason;
  };
  const probe = async () => ({ ready: false as const, saw: "not yet" });
  await expect(until(probe, { timeoutMs: 60_000, pause, signal: stop.signal, onTimeout })).rejects.toThrow("enough");
});

it("looks more seldom the longer it waits, though never less than once a second", () => {
  expect([0, 10_000, 20_000, 600_000].map((waited) => pauseAfter(waited, 200))).toEqual([200, 200, 400, 1_000]);
  expect(pauseAfter(600_000, 5_000)).toBe(5_000);
});
