import { expect, it } from "vitest";
import { ApiError } from "./api-error.ts";
import { readXComs } from "./read-xcoms.ts";
import type { XComKey } from "./run-api.ts";

const run = { dagId: "d", runId: "r" };

function store(keys: readonly XComKey[]) {
  const asked = { lists: 0, values: 0 };
  return {
    asked,
    xcoms: async () => {
      asked.lists++;
      return [...keys];
    },
    xcom: async (_: unknown, key = "return_value") => {
      asked.values++;
      if (key === "gone") throw new ApiError("AT_NOT_FOUND", "gone", { status: 404 });
      return key;
    },
  };
}

const many = (count: number) =>
  Array.from({ length: count }, (_, i): XComKey => ({ taskId: "one", mapIndex: i, key: "return_value" }));

it("has values by task and key, without those that a new try removed meanwhile", async () => {
  const keys = [...many(1), { taskId: "two", mapIndex: -1, key: "a" }, { taskId: "two", mapIndex: -1, key: "gone" }];
  const api = store([...keys, { taskId: "two", mapIndex: -1, key: "b" }]);
  expect(await readXComs(api, run, { tasks: 2, all: false }, {})).toEqual({
    "one[0]": { return_value: "return_value" },
    two: { a: "a", b: "b" },
  });
});

it("reads at most 200 where nobody asked for all, and asks nothing about a run with more tasks", async () => {
  const api = store(many(201));
  expect(await readXComs(api, run, { tasks: 200, all: false }, {})).toBeNull();
  expect(await readXComs(api, run, { tasks: 201, all: false }, {})).toBeNull();
  expect(api.asked).toEqual({ lists: 1, values: 0 });
  expect(Object.keys((await readXComs(api, run, { tasks: 201, all: true }, {})) ?? {})).toHaveLength(201);
});
