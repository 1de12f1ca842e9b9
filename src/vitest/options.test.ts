import { expect, it } from "vitest";
import { checkTestOptions, testRunOptions } from "./options.ts";

const said = (options: unknown) => {
  try {
    checkTestOptions(options as never);
    return "accepted";
  } catch (error) {
    return String(error);
  }
};

it.each([
  [{ dag: "./dags" }, 'unknown option "dag"; did you mean "dags"?'],
  [{ keep: "on-error" }, "keep"],
  [{ workers: { replicas: 0 } }, "workers.replicas: replicas must be at least 1"],
  [{ dags: "./dags", attach: { baseUrl: "http://h", credentials: { token: "t" } } }, "attach excludes dags"],
])("%j is refused", (options, words) => {
  expect(said(options)).toContain(words);
});

it("accepts what shapes a cluster, with how tests use it", () => {
  expect(said({ dags: "./dags", workers: { replicas: 1 }, reset: false, keep: "on-failure", pools: { one: 1 } })).toBe(
    "accepted",
  );
});

it("starts relative paths from vitest's root, and leaves the rest as it was given", () => {
  expect(testRunOptions({ dags: "./dags", plugins: "/abs/plugins", redis: true }, "/project")).toEqual({
    ...{ reset: true, keep: "never", attach: undefined },
    cluster: { dags: "/project/dags", plugins: "/abs/plugins", redis: true },
  });
});
