import { expect, it } from "vitest";
import { type Interval, intervalWords, secondsOf } from "./interval.ts";

it.each([
  ["5 minutes", 300],
  ["1 minute", 60],
  ["1 hour", 3_600],
  ["2 days", 172_800],
  ["1 week", 604_800],
  [{ hours: 1, minutes: 30 }, 5_400],
] satisfies [Interval, number][])("reads %j", (interval, seconds) => {
  expect(secondsOf(interval)).toBe(seconds);
});

it.each(["5", "minutes", "5 months", "0 minutes", {}, { minutes: -5 }, { months: 1 }, null])("refuses %j", (wrong) => {
  expect(() => secondsOf(wrong as Interval)).toThrow("is no time between two runs");
});

it.each([
  [300, "5 minutes"],
  [5_400, "1 hour 30 minutes"],
  [90_061, "1 day 1 hour 1 minute 1 second"],
])("writes %d", (seconds, words) => {
  expect(intervalWords(seconds)).toBe(words);
});
