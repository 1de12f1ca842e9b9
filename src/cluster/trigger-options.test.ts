import { expect, it } from "vitest";
import { parse } from "../base/parse.ts";
import { backfillOptions, runOptions } from "./trigger-options.ts";

const message = (options: unknown) => {
  try {
    return parse(runOptions, options, "the options of run()", "AT_USAGE");
  } catch (error) {
    return (error as Error).message.replace("the options of run(): ", "");
  }
};
const moment = "must be a Date or ISO 8601 with an offset, such as 2026-05-01T00:00:00Z, not";

it.each<[unknown, string]>([
  [{ conf: { since: new Date(0) } }, "conf: must be an object of plain JSON, but conf.since is a Date"],
  [{ conf: [1] }, "conf: must be an object of plain JSON, but conf is no object"],
  [{ conf: null }, "conf: must be an object of plain JSON, but conf is no object"],
  [{ logicalDate: "2026-05-01" }, `logicalDate: ${moment} "2026-05-01"`],
  [{ logicalDate: "2026-05-01T00:00:00" }, `logicalDate: ${moment} "2026-05-01T00:00:00"`],
  [{ logicalDate: "2026-02-30T00:00:00Z" }, `logicalDate: ${moment} "2026-02-30T00:00:00Z"`],
  [{ logicalDate: new Date("when") }, `logicalDate: ${moment} Invalid Date`],
  [{ logicalDate: 0 }, `logicalDate: ${moment} 0`],
  [{ logicalDate: "2999-01-01T00:00:00Z" }, "logicalDate: lies in the future, and Airflow runs no task before it"],
  [{ config: {} }, 'unknown option "config"; did you mean "conf"?'],
  [{ signal: 1 }, "signal: must be an AbortSignal"],
  [{ within: -1 }, "within: Too small: expected number to be >=0"],
])("%o: %s", (options, fault) => {
  expect(message(options)).toBe(fault);
});

it("takes a moment to the microsecond, in any offset, or a Date", () => {
  const local = "2026-05-01T09:00:00.123456+09:00";
  expect(message({ logicalDate: local, conf: { 값: [null] } })).toEqual({ logicalDate: local, conf: { 값: [null] } });
  expect(message({ logicalDate: new Date(0) })).toEqual({ logicalDate: "1970-01-01T00:00:00.000Z" });
});

it("takes no backfill that ends before it begins", () => {
  const range = { from: new Date(1), to: new Date(0) };
  expect(() => parse(backfillOptions, range, "the options of backfill()", "AT_USAGE")).toThrow("to: lies before from");
});
