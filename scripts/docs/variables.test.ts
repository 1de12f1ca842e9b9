import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/configuration.md"), "utf8").split("## Environment variables")[1] ?? "";
const shown = new Set([...page.matchAll(/`([A-Z][A-Z0-9_]+)`/g)].map(([, name]) => name));
const sources = globSync("src/**/*.ts", { cwd: root })
  .filter((path) => !/\.test\.ts$|[\\/]testing[\\/]/.test(path))
  .map((path) => readFileSync(join(root, path), "utf8"))
  .join("\n");

/** Names that are no variables of the user's: a label, variables of images, the program's own search path. */
const others = new Set(["TESTCONTAINERS_RYUK_TEST_LABEL", "AIRFLOW_VERSION", "RABBITMQ_VERSION", "PATH"]);

it("every environment variable that the sources read is on the page of the configuration", () => {
  const read = [
    ...sources.matchAll(/\b((?:AIRFLOW_)?TESTCONTAINERS_[A-Z_]*[A-Z])\b/g),
    ...sources.matchAll(/\benv\.([A-Z][A-Z0-9_]+)/g),
  ].map(([, name]) => name as string);
  expect(read.length).toBeGreaterThan(30);
  expect([...new Set(read)].filter((name) => !shown.has(name) && !others.has(name))).toEqual([]);
});

it("and the page has none of ours that no source reads", () => {
  const ours = [...shown].filter((name) => name?.startsWith("AIRFLOW_TESTCONTAINERS_"));
  expect(ours.filter((name) => !sources.includes(name as string))).toEqual([]);
});
