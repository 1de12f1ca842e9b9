import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { Slots } from "./slots.ts";

describe("slots", () => {
  it("should let no more tasks run than there are", async () => {
    const slots = new Slots(2, 0);
    let inside = 0;
    let most = 0;
    const task = async () => {
      most = Math.max(most, ++inside);
      await sleep(2);
      inside--;
    };
    await Promise.all(Array.from({ length: 6 }, () => slots.run(task)));
    expect(most).toBe(2);
  });

  it("should prefer the higher priority among those that came together", async () => {
    const slots = new Slots(1, 0);
    const begun: string[] = [];
    const task = (name: string) => async () => void begun.push(name);
    await Promise.all([slots.run(task("a")), slots.run(task("b")), slots.run(task("urgent"), 1), slots.run(task("c"))]);
    expect(begun).toEqual(["urgent", "a", "b", "c"]);
  });

  it("should be free again after a failure", async () => {
    const slots = new Slots(1, 0);
    await expect(slots.run(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await slots.run(async () => "next")).toBe("next");
  });
});
