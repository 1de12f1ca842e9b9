import { expect, it } from "vitest";
import { traceback } from "../testing/sample-run.ts";
import { foldTraceback } from "./fold-traceback.ts";

const installed = (name: string, line: number) =>
  `  File "/usr/local/lib/python3.12/site-packages/${name}.py", line ${line}, in ${name}`;
const head = "Traceback (most recent call last):";
const own = '  File "/opt/airflow/dags/a.py", line 3, in a';

it("folds the frames of installed packages", () => {
  expect(foldTraceback(traceback).join("\n")).toMatchInlineSnapshot(`
    "Traceback (most recent call last):
      ... 3 frames in airflow
      File "/opt/airflow/dags/mydags.py", line 31, in collect
      File "/opt/airflow/dags/func.py", line 12, in pop_logs
    ValueError: no rows in queue:logs"
  `);
});

it("keeps the frame that raised, with its source", () => {
  const lines = [head, own, installed("one", 1), "    one()", installed("two", 2), installed("three", 3), "    raise"];
  expect(foldTraceback([...lines, "E: x"].join("\n")).join("\n")).toMatchInlineSnapshot(`
    "Traceback (most recent call last):
      File "/opt/airflow/dags/a.py", line 3, in a
      ... 2 frames in one, two
      File "/usr/local/lib/python3.12/site-packages/three.py", line 3, in three
        raise
    E: x"
  `);
});

it("keeps a single foreign frame", () => {
  const lines = [head, installed("one", 1), own, "E: x"];
  expect(foldTraceback(lines.join("\n"))).toEqual(lines);
});

it("goes through chained exceptions", () => {
  const cause = [head, installed("one", 1), installed("two", 2), installed("three", 3), "E: cause"];
  const between = ["", "The above exception was the direct cause of the following exception:", ""];
  expect(foldTraceback([...cause, ...between, head, own, "F: effect"].join("\n")).join("\n")).toMatchInlineSnapshot(`
    "Traceback (most recent call last):
      ... 2 frames in one, two
      File "/usr/local/lib/python3.12/site-packages/three.py", line 3, in three
    E: cause

    The above exception was the direct cause of the following exception:

    Traceback (most recent call last):
      File "/opt/airflow/dags/a.py", line 3, in a
    F: effect"
  `);
});

it("loses the middle of what is endless, and shortens long lines", () => {
  const lines = Array.from({ length: 500 }, (_, i) => `line ${i}`).concat(`E: ${"x".repeat(1_000)}`);
  const folded = foldTraceback(lines.join("\n"));
  expect(folded).toHaveLength(41);
  expect(folded[12]).toBe("  ... 461 lines ...");
  expect(folded.at(-1)).toHaveLength(240);
});

it("leaves what is no traceback alone", () => {
  expect(foldTraceback("")).toEqual([""]);
  expect(foldTraceback("a\nb")).toEqual(["a", "b"]);
});
