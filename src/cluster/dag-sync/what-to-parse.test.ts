import { describe, expect, it } from "vitest";
import { whatToParse } from "./what-to-parse.ts";

const none = { added: [], changed: [], removed: [] };
const yields = [
  { file: "one.py", dags: 1, errors: 0, began: 1, failedAt: null },
  { file: "two.py", dags: 2, errors: 0, began: 1, failedAt: null },
  { file: "broken.py", dags: 0, errors: 1, began: null, failedAt: 1 },
];

describe("what is parsed after a change", () => {
  it.each([
    ["nothing changed", {}, []],
    ["a file with DAGs changed", { changed: ["one.py"] }, ["one.py", "broken.py"]],
    ["a file with DAGs is gone", { removed: ["one.py"] }, ["one.py", "broken.py"]],
    ["a new file, which may mend what is broken", { added: ["new.py"] }, ["new.py", "broken.py"]],
    ["a module changed", { changed: ["func.py"] }, ["func.py", "one.py", "two.py", "broken.py"]],
    ["a module is gone", { removed: ["func.py"] }, ["func.py", "one.py", "two.py", "broken.py"]],
    ["data changed", { changed: ["sub/tables.yaml"] }, ["one.py", "two.py", "broken.py"]],
    ["new data", { added: ["sub/tables.yaml"] }, ["one.py", "two.py", "broken.py"]],
    ["a broken file changed", { changed: ["broken.py"] }, ["broken.py"]],
    ["a broken file is gone", { removed: ["broken.py"] }, ["broken.py"]],
  ])("%s", (_, change, files) => {
    expect(whatToParse({ ...none, ...change }, yields)).toEqual(files);
  });
});
