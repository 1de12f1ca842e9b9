import { expect, it } from "vitest";
import { formatSeconds } from "./seconds.ts";

it.each([
  [0, "0.00 s"],
  [1.204, "1.20 s"],
  [9.996, "10.0 s"],
  [99.96, "1 min 40 s"],
  [125, "2 min 05 s"],
  [3599.7, "1 h 00 min"],
  [4020, "1 h 07 min"],
])("%d is %s", (seconds, text) => {
  expect(formatSeconds(seconds)).toBe(text);
});
