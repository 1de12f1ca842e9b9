import { expect, it } from "vitest";
import { freeze } from "./freeze.ts";

it("freezes all the way down", () => {
  const value = freeze({ list: [{ deep: true }], nothing: null });
  expect(() => Object.assign(value.list[0] as object, { deep: false })).toThrow(TypeError);
  expect(() => value.list.push({ deep: false })).toThrow(TypeError);
  expect(value).toEqual({ list: [{ deep: true }], nothing: null });
});
