import { expect, it } from "vitest";
import { attemptsOf } from "./attempts.ts";
import { microsOf } from "./instant.ts";
import { at, attempt, idle, runOf, task } from "./testing/sample-run.ts";

const seen = (...tasks: Parameters<typeof runOf>[0]) =>
  attemptsOf(runOf(tasks), tasks).map(({ label, tryNumber, last, from, to }) => ({
    ...{ label, tryNumber, last },
    seconds: [from, to].map((micros) => (micros - microsOf(at(0))) / 1e6),
  }));

it("has each try of a task, ordered by start", () => {
  const retried = task("b", [4, 5, 6], "w:2", {
    tryNumber: 2,
    earlierTries: [attempt([0, 1, 2], "w:1", { state: "failed" })],
  });
  expect(seen(task("a", [2, 3, 4], "w:3"), retried)).toEqual([
    { label: "b", tryNumber: 1, last: false, seconds: [1, 2] },
    { label: "a", tryNumber: 1, last: true, seconds: [3, 4] },
    { label: "b", tryNumber: 2, last: true, seconds: [5, 6] },
  ]);
});

it("leaves out what no worker had", () => {
  expect(seen(idle("skipped", "skipped", 3), idle("waiting", null, 0))).toEqual([]);
});

it("measures what still runs up to the snapshot, even if an end of an earlier try is left", () => {
  const running = task("a", [2, 3, 1], "w:1", { state: "running", tryNumber: 2 });
  expect(seen(running)).toEqual([{ label: "a", tryNumber: 2, last: true, seconds: [3, 12] }]);
});

it("gives the times that a queued retry still shows to the try before it, once", () => {
  const first = attempt([0, 1, 2], "w:1", { state: "failed" });
  const queued = task("a", [4, 1, 2], "w:1", { state: "queued", tryNumber: 2 });
  const expected = [{ label: "a", tryNumber: 1, last: true, seconds: [1, 2] }];
  expect(seen(queued)).toEqual(expected);
  expect(seen({ ...queued, earlierTries: [first] })).toEqual(expected);
});

it("never ends before it starts", () => {
  expect(seen(task("a", [0, 3, 2], "w:1"))[0]?.seconds).toEqual([3, 3]);
  expect(seen(task("a", [0, 3, null], "w:1", { state: "failed" }))[0]?.seconds).toEqual([3, 3]);
});
