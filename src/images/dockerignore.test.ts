import { describe, expect, it } from "vitest";
import { ignoredBy } from "./dockerignore.ts";

describe(".dockerignore", () => {
  it.each([
    ["node_modules", "node_modules/a/b.js", true],
    ["node_modules", "src/node_modules/a.js", false],
    ["**/node_modules", "src/node_modules/a.js", true],
    ["/dist/", "dist/index.js", true],
    ["*.log", "a.log", true],
    ["*.log", "sub/a.log", false],
    ["**/*.log", "sub/a.log", true],
    ["# dags\n\n", "# dags", false],
    ["dags\n!dags/keep.py", "dags/keep.py", false],
    ["dags\n!dags/keep.py", "dags/other.py", true],
    ["!a.py\n*.py", "a.py", true],
    [".git", ".git/config", true],
    [".git", ".gitignore", false],
    ["", "a", false],
  ])("with %j should decide about %s: %s", (text, path, ignored) => {
    expect(ignoredBy(text)(path)).toBe(ignored);
  });
});
