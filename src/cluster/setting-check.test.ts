import { expect, it } from "vitest";
import { unknownSettings } from "./setting-check.ts";

const known = { core: ["parallelism", "sql_alchemy_conn"], celery: ["worker_concurrency"], sentry: [] };

it("names the nearest setting for one that the image does not know", () => {
  expect(unknownSettings(["core.paralelism", "celry.worker_concurrency"], known)).toEqual([
    "this Airflow does not know the setting [core] paralelism; did you mean [core] parallelism?",
    "this Airflow does not know the setting [celry] worker_concurrency; did you mean [celery] worker_concurrency?",
  ]);
});

it("knows commands and secrets of an option, and sections that take anything", () => {
  expect(unknownSettings(["core.sql_alchemy_conn_cmd", "core.parallelism", "sentry.whatever"], known)).toEqual([]);
});
