import { expect, it } from "vitest";
import { describeSelection, selectTasks } from "./select-tasks.ts";
import { task } from "./testing/sample-run.ts";

const tasks = [
  task("collector_1", [0, 1, 2], "w:1"),
  task("one", [0, 1, 2], "w:1", { mapIndex: 0 }),
  task("one", [0, 1, 2], "w:1", { mapIndex: 1 }),
];

it("takes all tasks without a selection", () => {
  expect(selectTasks(tasks, undefined)).toEqual(tasks);
});

it("takes a pattern for the id, also a global one twice", () => {
  const pattern = /^collector/g;
  expect(selectTasks(tasks, pattern)).toEqual([tasks[0]]);
  expect(selectTasks(tasks, pattern)).toEqual([tasks[0]]);
});

it("takes a list of ids, and single instances of a mapped task", () => {
  expect(selectTasks(tasks, ["one"])).toEqual(tasks.slice(1));
  expect(selectTasks(tasks, ["one[1]", "nothing"])).toEqual([tasks[2]]);
});

it("takes a test", () => {
  expect(selectTasks(tasks, ({ mapIndex }) => mapIndex < 1)).toEqual(tasks.slice(0, 2));
});

it("can say what it selects", () => {
  expect(describeSelection(undefined)).toBe("all tasks");
  expect(describeSelection(/^c/i)).toBe("tasks matching /^c/i");
  expect(describeSelection(["a", "b"])).toBe("the tasks a, b");
  expect(describeSelection(() => true)).toBe("tasks that the given function chooses");
});
