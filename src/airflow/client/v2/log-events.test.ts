import { expect, it } from "vitest";
import { recorded } from "../testing/recorded.ts";
import { logAnswer, logOf } from "./log-events.ts";

const read = (answer: unknown) => logOf(logAnswer.parse(answer).content);

it("has lines without Airflow's marks, and says apart where the log was found", () => {
  const { lines, sources, events } = read(recorded("log"));
  expect(lines).toEqual([
    "Done. Returned value was: {'이름': '값', 'n': 1.5, 'list': [1, None, True]}",
    "로그 한 줄: 안녕하세요 😀",
    "두 번째 줄\twith tab",
  ]);
  expect(sources).toEqual(["/opt/airflow/logs/dag_id=mixed/run_id=test_1/task_id=korean/attempt=1.log"]);
  expect(events.find(({ text }) => text.startsWith("로그"))).toEqual({
    ...{ at: "2026-11-24T15:16:34.094802Z", level: "info", logger: "task.stdout" },
    ...{ text: "로그 한 줄: 안녕하세요 😀", exception: null, fields: {} },
  });
});

it("prints chained exceptions as Python does", () => {
  expect(read(recorded("log-exception")).lines.join("\n")).toMatchInlineSnapshot(`
    "Task failed with exception
    Traceback (most recent call last):
      File "/opt/airflow/dags/chained.py", line 7, in chained
    KeyError: '열쇠'

    The above exception was the direct cause of the following exception:

    Traceback (most recent call last):
      File "/opt/airflow/dags/chained.py", line 9, in chained
    ValueError: 원인

    During handling of the above exception, another exception occurred:

    Traceback (most recent call last):
      File "/opt/airflow/dags/chained.py", line 11, in chained
    RuntimeError"
  `);
});

it("takes plain lines, and details that it does not know", () => {
  const odd = { event: "odd", timestamp: null, error_detail: "something else" };
  const { lines, events } = read({ content: ["one\ntwo", odd], continuation_token: null });
  expect(lines).toEqual(["one", "two", "odd"]);
  expect(events[1]?.fields).toEqual({ error_detail: "something else" });
});
