import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const docs = join(import.meta.dirname, "../../docs");

it("the index has every page once, and nothing else", () => {
  const index = readFileSync(join(docs, "README.md"), "utf8");
  const listed = [...index.matchAll(/^\| \[[^\]]+\]\(([^)]+)\)/gm)].map(([, page]) => page);
  const pages = globSync("*.md", { cwd: docs }).filter((page) => page !== "README.md");
  expect(listed.toSorted()).toEqual(pages.toSorted());
});
