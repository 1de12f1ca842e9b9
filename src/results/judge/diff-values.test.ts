import { expect, it } from "vitest";
import { diffValues } from "./diff-values.ts";

it("is short for short values", () => {
  expect(diffValues("42", 42)).toBe("expected '42', is 42");
  expect(diffValues(null, undefined)).toBe("expected null, is undefined");
});

it("leaves out what is equal and far away", () => {
  const list = Array.from({ length: 40 }, (_, i) => `item number ${i}`);
  expect(diffValues(list, list.toSpliced(20, 1, "another"))).toMatchInlineSnapshot(`
    "- expected
    + is

      ... 18 equal
        'item number 17',
        'item number 18',
        'item number 19',
    -   'item number 20',
    +   'another',
        'item number 21',
        'item number 22',
        'item number 23',
      ... 17 equal"
  `);
});

it("does not go on for ever", () => {
  const text = diffValues(
    [],
    Array.from({ length: 900 }, (_, i) => i),
  );
  expect(text.split("\n").length).toBeLessThan(70);
});
