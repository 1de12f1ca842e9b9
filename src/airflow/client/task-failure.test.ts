import { expect, it } from "vitest";
import { task } from "../../results/testing/sample-run.ts";
import { failureOf, unreadFailure } from "./task-failure.ts";
import { recorded } from "./testing/recorded.ts";
import { logAnswer, logOf } from "./v2/log-events.ts";

const failed = task("load", [0, 1, 2], "worker-2:7", { state: "failed", tryNumber: 2, mapIndex: 3 });
const read = (answer: unknown) => logOf(logAnswer.parse(answer).content);

it("has the exception that the task ended with, its traceback and the last lines", () => {
  const log = read(recorded("log-exception"));
  const failure = failureOf(failed, log);
  expect(failure).toMatchObject({ taskId: "load", mapIndex: 3, tryNumber: 2, hostname: "worker-2" });
  expect(failure.message).toBe("RuntimeError");
  expect(failure.traceback).toMatch(/^Traceback .*KeyError: '열쇠'.*ValueError: 원인.*RuntimeError$/s);
  expect(failure.log).toEqual(log.lines);
});

it("prefers it to what a callback logs afterwards, and has 50 lines at most", () => {
  const thrown = (event: string, exc_value: string) => ({
    ...{ event, timestamp: null, level: "error", error_detail: [{ exc_type: "ValueError", exc_value }] },
  });
  const lines = Array.from({ length: 60 }, (_, i) => `line ${i}`);
  const content = [...lines, thrown("Task failed with exception", "no rows\nat all"), thrown("callback", "mail")];
  const failure = failureOf(failed, read({ content, continuation_token: null }));
  expect(failure.message).toBe("ValueError: no rows\nat all");
  expect(failure.log).toHaveLength(50);
});

it("has the last error of a task that was killed, and where a log was looked for that there is not", () => {
  expect(failureOf(failed, read(recorded("log-killed")))).toMatchObject({ message: "Task killed!", traceback: null });
  const nowhere = { events: [], lines: [], sources: ["Could not read served logs"] };
  expect(failureOf(failed, nowhere)).toMatchObject({ message: null, log: ["Could not read served logs"] });
});

it("says why a log was not read", () => {
  expect(unreadFailure(failed, "too many")).toMatchObject({ taskId: "load", message: null, log: ["too many"] });
});
