import { expect, it } from "vitest";
import { endsOf, faultsOf, limitOf } from "./judge.ts";

const calm = { errors: [], restarts: {} };
/** Resets of which the first five are slow, and the last tenth takes so long. */
const ending = (seconds: number) =>
  Array.from({ length: 270 }, (_, i) => (i < 5 ? 2 : i < 243 ? 0.2 + (i % 3) / 1000 : seconds));

it("passes where the last resets take as long as the first, and a little longer", () => {
  expect(endsOf(ending(0.2))).toEqual({ early: 0.201, last: 0.2 });
  expect(limitOf({ early: 0.201, last: 0.2 })).toBe(0.321);
  expect(faultsOf({ ...calm, quiet: ending(0.321) })).toEqual([]);
});

it("fails where they take longer", () => {
  expect(faultsOf({ ...calm, quiet: ending(0.322) })).toEqual([
    "the last tenth took 0.322 s, more than 0.321 s: resets 6 to 15 took 0.201 s",
  ]);
});

it("fails for each kind of trouble", () => {
  expect(faultsOf({ quiet: ending(1), errors: ["worker-1: …"], restarts: { scheduler: 2 } })).toEqual([
    "1 error lines in the logs of the components",
    "scheduler was restarted 2 times",
    expect.stringContaining("the last tenth took 1 s"),
  ]);
});
