import { expect, it } from "vitest";
import { criticalPath } from "./critical-path.ts";
import { idle, pipelineRun, runOf, task } from "./testing/sample-run.ts";

const rounded = (run: Parameters<typeof criticalPath>[0]) =>
  criticalPath(run).map(({ label, seconds, waited }) => [label, Number(seconds.toFixed(3)), Number(waited.toFixed(3))]);

it("ends with the task that ended last, and goes back along the edges", () => {
  expect(rounded(pipelineRun())).toEqual([
    ["if_exists_table", 1.2, 0],
    ["collector_3", 7.3, 0.5],
  ]);
});

it("goes through tasks without length, and does not show them", () => {
  const tasks = [task("a", [0, 1, 3], "w:1"), { ...idle("join", "success", 3.2) }, task("b", [3.2, 4, 6], "w:1")];
  const run = runOf(tasks, { downstream: { a: ["join"], join: ["b"], b: [] } });
  expect(rounded(run).map(([label]) => label)).toEqual(["a", "b"]);
});

it("does not take a task for a cause that the edges do not name", () => {
  const tasks = [task("a", [0, 1, 3], "w:1"), task("other", [0, 1, 3.9], "w:2"), task("b", [3, 4, 6], "w:1")];
  expect(rounded(runOf(tasks, { downstream: { a: ["b"], other: [], b: [] } })).map(([label]) => label)).toEqual([
    "a",
    "b",
  ]);
  expect(criticalPath(runOf(tasks))).toEqual([]);
});

it("goes through the last instance of a mapped task", () => {
  const tasks = [0, 1, 2].map((i) => task("one", [0, 1, 2 + i], "w:1", { mapIndex: i }));
  const run = runOf([...tasks, task("total", [4, 5, 6], "w:1")], { downstream: { one: ["total"], total: [] } });
  expect(rounded(run)).toEqual([
    ["one[2]", 3, 0],
    ["total", 1, 1],
  ]);
});

it("is empty where nothing ran", () => {
  expect(criticalPath(runOf([idle("a", null, 0)]))).toEqual([]);
});
