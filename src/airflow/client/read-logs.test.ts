import { expect, it } from "vitest";
import { attempt, idle, task } from "../../results/testing/sample-run.ts";
import type { AirflowApi } from "./airflow-api.ts";
import { ApiError } from "./api-error.ts";
import { readFailures, readLogs } from "./read-logs.ts";

const run = { dagId: "d", runId: "r" };

/** Answers with a line that names the try, and knows no try after the second. */
function logs(): { api: Pick<AirflowApi, "log">; asked: string[] } {
  const asked: string[] = [];
  const log: AirflowApi["log"] = async ({ taskId, mapIndex }, tryNumber) => {
    asked.push(`${taskId}[${mapIndex}] ${tryNumber}`);
    if (tryNumber > 2) throw new ApiError("AT_NOT_FOUND", "no such try", { status: 404 });
    return { events: [], lines: [`${taskId} try ${tryNumber}`], sources: [] };
  };
  return { api: { log }, asked };
}

const instances = (count: number) =>
  Array.from({ length: count }, (_, i) => task("one", [0, 1, 2], "w:1", { state: "failed", mapIndex: i }));

it("looks into 20 failures, and says so of the others", async () => {
  const { api, asked } = logs();
  const failures = await readFailures(api, run, [task("fine", [0, 1, 2], "w:1"), ...instances(22)], {});
  expect(asked).toHaveLength(20);
  expect(failures).toHaveLength(22);
  expect(failures[19]?.log).toEqual(["one try 1"]);
  expect(failures[20]?.log).toEqual(["not read: there are 22 failed tasks, and only the first 20 are looked into"]);
});

it("reads all tries that there are, and the failures from them", async () => {
  const { api } = logs();
  const earlierTries = [attempt([0, 1, 2], "w:1", { state: "failed" })];
  const tasks = [
    task("twice", [3, 4, 5], "w:1", { tryNumber: 2, state: "failed", earlierTries }),
    // A third try that waits has no log yet.
    task("waits", [3, 4, 5], "w:1", { tryNumber: 3, state: "up_for_retry" }),
    idle("never", "upstream_failed", 5),
  ];
  const read = await readLogs(api, run, tasks, {});
  expect(read.logs).toEqual({ twice: [["twice try 1"], ["twice try 2"]], waits: [], never: [] });
  expect(read.failures.map(({ log }) => log)).toEqual([["twice try 2"]]);
  expect((await readLogs(api, run, instances(25), {})).failures[24]?.log).toEqual(["one try 1"]);
});

it("says so of a task that failed without ever having run", async () => {
  const [failure] = await readFailures(logs().api, run, [idle("lost", "failed", 1)], {});
  expect(failure?.log).toEqual(["there is no log: no worker had it"]);
});
