import { expect, it } from "vitest";
import { notJson } from "./not-json.ts";

const itself: Record<string, unknown> = {};
itself.again = { itself };

it.each<[unknown, string]>([
  [undefined, "conf is undefined"],
  [{ a: { b: [1, undefined] } }, "conf.a.b[1] is undefined"],
  [{ n: Number.NaN }, "conf.n is NaN"],
  [{ n: 1n }, "conf.n is a bigint"],
  [{ run: () => {} }, "conf.run is a function"],
  [{ since: new Date(0) }, "conf.since is a Date"],
  [{ tags: new Set(["a"]) }, "conf.tags is a Set"],
  [itself, "conf.again.itself contains itself"],
])("%o is no JSON: %s", (value, fault) => {
  expect(notJson(value, "conf")).toBe(fault);
});

it("takes everything that JSON can say, the same object twice too", () => {
  const twice = { 이름: "값" };
  expect(notJson({ a: [1, 2.5, null, true, twice, twice], b: Object.create(null) }, "conf")).toBeUndefined();
});
