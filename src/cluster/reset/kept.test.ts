import { describe, expect, it } from "vitest";
import { Kept } from "./kept.ts";

function pretendConnections() {
  const seen: string[] = [];
  let lose: () => void = () => {};
  let count = 0;
  const kept = new Kept(async () => {
    const value = ++count;
    seen.push(`open ${value}`);
    return {
      value,
      onLost: (callback: () => void) => {
        lose = callback;
      },
      keepAlive: (keep: boolean) => seen.push(keep ? "alive" : "idle"),
      close: () => seen.push(`close ${value}`),
    };
  });
  return { kept, seen, lose: () => lose() };
}

describe("a kept connection", () => {
  it("is opened once, used one after the other, and keeps the process alive only meanwhile", async () => {
    const { kept, seen } = pretendConnections();
    const order: string[] = [];
    const slow = kept.use(async (value) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      order.push(`slow ${value}`);
    });
    await Promise.all([slow, kept.use(async (value) => order.push(`quick ${value}`))]);
    expect(order).toEqual(["slow 1", "quick 1"]);
    expect(seen).toEqual(["open 1", "alive", "idle", "alive", "idle"]);
    kept.close();
    expect(seen.at(-1)).toBe("close 1");
    expect(kept.isOpen).toBe(false);
  });

  it("is opened anew when it was lost, and survives a use that fails", async () => {
    const { kept, lose } = pretendConnections();
    await expect(kept.use(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await kept.use(async (value) => value)).toBe(1);
    lose();
    expect(await kept.use(async (value) => value)).toBe(2);
  });
});
