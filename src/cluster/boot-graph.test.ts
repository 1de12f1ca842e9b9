import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { type BootEvent, BootGraph } from "./boot-graph.ts";

describe("the boot graph", () => {
  it("begins a step when all that it needs has ended, with their values", async () => {
    const order: string[] = [];
    const graph = new BootGraph();
    const slow = (name: string, value: number) => async () => {
      order.push(`${name} begins`);
      await sleep(1);
      order.push(`${name} ends`);
      return value;
    };
    const a = graph.add("a", [], slow("a", 1));
    const b = graph.add("b", [], slow("b", 2));
    const c = graph.add("c", [a, b], async (_, one, two) => {
      order.push("c begins");
      return one + two;
    });
    const result = await graph.run();
    expect(result.value(c)).toBe(3);
    expect(order).toEqual(["a begins", "b begins", "a ends", "b ends", "c begins"]);
    expect(result.times.map(({ name }) => name)).toEqual(["a", "b", "c"]);
  });

  it("throws the first failure after every begun step has come to rest", async () => {
    const events: BootEvent[] = [];
    let rested = false;
    const graph = new BootGraph();
    graph.add("slow", [], async ({ signal }) => {
      await sleep(10_000, undefined, { signal }).catch(() => {});
      rested = true;
    });
    const bad = graph.add("bad", [], async () => {
      throw new Error("broken");
    });
    graph.add("never", [bad], async () => {});
    await expect(graph.run({ onEvent: (event) => events.push(event) })).rejects.toThrow("broken");
    expect(rested).toBe(true);
    expect(events.filter(({ type }) => type === "fail").map(({ step }) => step)).toEqual(["bad"]);
    expect(events.some(({ step }) => step === "never")).toBe(false);
  });

  it("ends when the caller aborts", async () => {
    const stop = new AbortController();
    const graph = new BootGraph();
    graph.add("wait", [], ({ signal }) => sleep(10_000, undefined, { signal }));
    const started = graph.run({ signal: stop.signal });
    stop.abort(new Error("enough"));
    await expect(started).rejects.toThrow("enough");
  });
});
