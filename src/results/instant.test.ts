import { expect, it } from "vitest";
import { isoOf, microsOf } from "./instant.ts";

it("keeps the microseconds that a Date loses", () => {
  expect(microsOf("2026-11-24T15:16:25.392123Z") - microsOf("2026-11-24T15:16:25.392114Z")).toBe(9);
});

it.each([
  ["2026-11-24T15:16:25Z", "2026-11-24T15:16:25.000000Z"],
  ["2026-11-24T15:16:25.5+00:00", "2026-11-24T15:16:25.500000Z"],
  ["2026-11-24T16:16:25.000001+01:00", "2026-11-24T15:16:25.000001Z"],
  ["2026-11-24T15:16:25.1234567Z", "2026-11-24T15:16:25.123456Z"],
])("reads %s", (iso, expected) => {
  expect(isoOf(microsOf(iso))).toBe(expected);
});

it("says of something else that it is no moment", () => {
  expect(microsOf("soon")).toBeNaN();
});
