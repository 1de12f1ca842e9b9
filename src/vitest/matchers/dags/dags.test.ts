import { describe, expect, it } from "vitest";
import { inlineTests } from "../../testing/inline-run.ts";
import { preamble } from "../../testing/preamble.ts";

const { says: saysAll, holds } = inlineTests(preamble);
/** Without the last line, which tells of the wait. */
const says = (statement: string) => {
  const message = saysAll(statement);
  return () => message()?.replace(/\n\nto\w+\(\) waited.*$/, "");
};

describe("toBeParsed", () => {
  it("holds", holds("await expect(liveDag({ absentFor: 2 })).toBeParsed();"));
  it("holds with .not", holds("await expect(liveDag({ absentFor: 99 })).not.toBeParsed();"));
  const missing = says("await expect(liveDag({ absentFor: 99, errors: [importError] })).toBeParsed({ within: 1 });");
  it("shows the import errors that there are", () => {
    expect(missing()).toMatchInlineSnapshot(`
      "hello is not parsed: there is no DAG "hello"; did you mean "hullo"?
        hello.py cannot be imported:
          Traceback (most recent call last):
            ... 2 frames in airflow, python
            File "/opt/airflow/dags/hello.py", line 3, in <module>
              import pandas
          ModuleNotFoundError: No module named 'pandas'"
    `);
  });
  const broken = says(
    "await expect(liveDag({ hasImportErrors: true, errors: [importError] })).toBeParsed({ within: 1 });",
  );
  it("does not hold where the file is broken by now", () => {
    expect(broken()).toMatchInlineSnapshot(`
      "hello was parsed before hello.py broke
        hello.py cannot be imported:
          Traceback (most recent call last):
            ... 2 frames in airflow, python
            File "/opt/airflow/dags/hello.py", line 3, in <module>
              import pandas
          ModuleNotFoundError: No module named 'pandas'"
    `);
  });
  const not = says("await expect(liveDag()).not.toBeParsed({ within: 1 });");
  it("says with .not where it is", () => {
    expect(not()).toMatchInlineSnapshot(`".not.toBeParsed() does not hold: hello is parsed, from hello.py"`);
  });
});

describe("toHaveImportError", () => {
  it("holds", holds("await expect(liveDag({ errors: [importError] })).toHaveImportError(/No module named/);"));
  it("holds with .not", holds("await expect(liveDag()).not.toHaveImportError();"));
  const other = says(
    "await expect(liveDag({ errors: [importError] })).toHaveImportError('SyntaxError', { within: 1 });",
  );
  it("shows the others", () => {
    expect(other()).toMatchInlineSnapshot(`
      "hello has no import error with "SyntaxError": it is parsed, from hello.py; there are others
        hello.py cannot be imported:
          Traceback (most recent call last):
            ... 2 frames in airflow, python
            File "/opt/airflow/dags/hello.py", line 3, in <module>
              import pandas
          ModuleNotFoundError: No module named 'pandas'"
    `);
  });
  const not = says("await expect(liveDag({ errors: [importError] })).not.toHaveImportError(undefined, { within: 1 });");
  it("shows it with .not", () => {
    expect(not()).toMatchInlineSnapshot(`
      ".not.toHaveImportError() does not hold: hello has an import error
        hello.py cannot be imported:
          Traceback (most recent call last):
            ... 2 frames in airflow, python
            File "/opt/airflow/dags/hello.py", line 3, in <module>
              import pandas
          ModuleNotFoundError: No module named 'pandas'"
    `);
  });
  const unseen = says("await expect(liveDag({ absentFor: 99 })).not.toHaveImportError(undefined, { within: 1 });");
  it("does not hold with .not before the file was looked at", () => {
    expect(unseen()).toMatchInlineSnapshot(`"hello has no import error: hello is not parsed yet"`);
  });
});

describe("toHaveTasks", () => {
  it("holds", holds('await expect(liveDag()).toHaveTasks(["three", "two", "one"]);'));
  it("lets others be there where asked", holds('await expect(liveDag()).toHaveTasks(["two"], { others: true });'));
  const other = says('await expect(liveDag()).toHaveTasks(["one", "tow", "four"], { within: 1 });');
  it("says what is missing and what is not expected", () => {
    expect(other()).toMatchInlineSnapshot(`
      "hello has other tasks than expected
        - tow   is not there; did you mean "two"?
        - four  is not there
        + two    is there as well
        + three  is there as well"
    `);
  });
  const not = says('await expect(liveDag()).not.toHaveTasks(["one", "two", "three"], { within: 1 });');
  it("lists them with .not", () => {
    expect(not()).toMatchInlineSnapshot(`".not.toHaveTasks() does not hold: hello has the tasks one, two, three"`);
  });
  const missing = says('await expect(liveDag({ absentFor: 99 })).not.toHaveTasks(["one"], { within: 1 });');
  it("does not hold with .not where there is no DAG", () => {
    expect(missing()).toMatchInlineSnapshot(`"hello is not parsed: there is no DAG "hello"; did you mean "hullo"?"`);
  });
});

describe("toRunEvery", () => {
  it("holds", holds('await expect(liveDag()).toRunEvery("5 minutes");'));
  const other = says("await expect(liveDag({ minutes: 1 })).toRunEvery({ minutes: 5 }, { within: 1 });");
  it("says how often it runs", () => {
    expect(other()).toMatchInlineSnapshot(`
      "hello should run every 5 minutes, but runs every 1 minute
        schedule   */5 * * * * (Every 5 minutes)
        next runs  2026-11-24 00:00:00 UTC, 2026-11-24 00:01:00 UTC, 2026-11-24 00:02:00 UTC, 2026-11-24 00:03:00 UTC"
    `);
  });
  const not = says('await expect(liveDag()).not.toRunEvery("5 minutes", { within: 1 });');
  it("says so with .not", () => {
    expect(not()).toMatchInlineSnapshot(`
      ".not.toRunEvery() does not hold: hello runs every 5 minutes
        schedule   */5 * * * * (Every 5 minutes)
        next runs  2026-11-24 00:00:00 UTC, 2026-11-24 00:05:00 UTC, 2026-11-24 00:10:00 UTC, 2026-11-24 00:15:00 UTC"
    `);
  });
  const wrong = says('await expect(liveDag()).toRunEvery("often");');
  it("refuses what is no interval", () => {
    expect(wrong()).toMatchInlineSnapshot(`
      ""often" is no time between two runs
        expected  "5 minutes", "1 hour", "2 days", or { hours: 1, minutes: 30 }"
    `);
  });
});
