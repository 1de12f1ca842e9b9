import { cp, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { installExample, type Project, pack, removeFolder, temporaryFolder } from "./support/packed-project.ts";

const files = fileURLToPath(new URL("./vitest-project/", import.meta.url));
const cluster = `dags: "./dags", variables: { seeded: "yes" }, workers: { concurrency: 4 }`;

let packed = "";
let project: Project;

beforeAll(async () => {
  packed = await temporaryFolder("packed-");
  project = await installExample("vitest", await pack(packed));
  await cp(join(files, "dags"), join(project.folder, "dags"), { recursive: true });
});

afterAll(async () => {
  for (const folder of [packed, project?.folder]) if (folder) await removeFolder(folder);
});

/** Runs the project's vitest on some files with a config of its own. */
async function vitest(folder: string, config: string) {
  const name = `${folder}.config.ts`;
  await cp(join(files, folder), join(project.folder, folder), { recursive: true });
  await writeFile(join(project.folder, name), config);
  return project.run("npx", "vitest", "run", "--config", name, folder);
}

it("gives all files one cluster, cleans it between them, and names the test that left work behind", async () => {
  const { exit, output } = await vitest(
    "one-cluster",
    `import { airflow } from "airflow-testcontainers/config"; export default airflow({ ${cluster} });`,
  );
  expect(output).toMatch(/Tests +5 passed/);
  expect(output.match(/parsing ready/g)).toHaveLength(1);
  expect(output).toMatch(
    /a-leaves-work\.test\.ts > leaves a run and a variable behind" left the run .* of slow behind/,
  );
  expect(exit).toBe(0);
});

it("lets two vitest workers share it, each cleaning up its own runs", async () => {
  const { exit, output } = await vitest(
    "two-workers",
    `import { airflow } from "airflow-testcontainers/config"; import { mergeConfig } from "vitest/config";
    export default mergeConfig(airflow({ ${cluster} }), { test: { fileParallelism: true, maxWorkers: 2 } });`,
  );
  expect(output).toMatch(/Tests +4 passed/);
  expect(output.match(/parsing ready/g)).toHaveLength(1);
  expect(exit).toBe(0);
});

it("works without global setup, from the config file, with a cluster of its own for what breaks it", async () => {
  await cp(
    join(files, "by-hand/airflow-testcontainers.config.ts"),
    join(project.folder, "airflow-testcontainers.config.ts"),
  );
  const { exit, output } = await vitest("by-hand", "export default {};");
  expect(output).toMatch(/Tests +1 passed/);
  expect(exit).toBe(0);
});

it("fails a test whose expectation does not hold, with the words of the matcher", async () => {
  const folder = join(project.folder, "failing");
  await cp(join(files, "dags"), join(folder, "dags"), { recursive: true });
  await writeFile(
    join(folder, "wrong.test.ts"),
    `import { expect, test } from "airflow-testcontainers/vitest";
    test("wrong", async ({ postgres }) => { await expect(postgres).toHaveTable("nowhere", { within: 100 }); });`,
  );
  await writeFile(join(project.folder, "failing.config.ts"), "export default {};");
  const { exit, output } = await project.run("npx", "vitest", "run", "--config", "failing.config.ts", "failing");
  expect(output).toContain("nowhere");
  expect(exit).toBe(1);
});
