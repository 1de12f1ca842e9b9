import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { installExample, type Project, pack, removeFolder, temporaryFolder } from "../support/packed-project.ts";

let packed = "";
let project: Project;

beforeAll(async () => {
  packed = await temporaryFolder("packed-");
  project = await installExample("vitest", await pack(packed));
  const hello = join(project.folder, "hello.test.ts");
  for (const name of ["second.test.ts", "third.test.ts"]) await copyFile(hello, join(project.folder, name));
}, 300_000);

afterAll(async () => {
  for (const folder of [packed, project?.folder]) if (folder) await removeFolder(folder);
});

it("runs two shards of one project at the same time, each with a cluster of its own", async () => {
  const shards = await Promise.all([1, 2].map((shard) => project.run("npx", "vitest", "run", `--shard=${shard}/2`)));
  const passed = shards.map(({ output }) => Number(/Tests +(\d+) passed/.exec(output)?.[1]));
  expect(
    shards.map(({ exit }) => exit),
    shards.map(({ output }) => output).join("\n"),
  ).toEqual([0, 0]);
  expect(passed.reduce((sum, count) => sum + count, 0)).toBe(3);
  expect(Math.min(...passed)).toBeGreaterThan(0);
  for (const { output } of shards) expect(output.match(/parsing ready/g)).toHaveLength(1);
}, 900_000);
