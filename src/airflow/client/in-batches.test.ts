import { expect, it } from "vitest";
import { inBatches } from "./in-batches.ts";

it("keeps the order and the limit", async () => {
  let running = 0;
  let most = 0;
  const doubled = await inBatches([1, 2, 3, 4, 5], 2, async (item) => {
    most = Math.max(most, ++running);
    await Promise.resolve();
    running--;
    return item * 2;
  });
  expect(doubled).toEqual([2, 4, 6, 8, 10]);
  expect(most).toBe(2);
  expect(await inBatches([], 2, async () => 1)).toEqual([]);
});

it("begins nothing more after a failure", async () => {
  const begun: number[] = [];
  const failing = inBatches([1, 2, 3, 4], 1, async (item) => {
    begun.push(item);
    if (item === 2) throw new Error("two");
  });
  await expect(failing).rejects.toThrow("two");
  expect(begun).toEqual([1, 2]);
});
