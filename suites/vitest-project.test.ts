import { cp, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { sharedCluster } from "./support/cluster.ts";
import { startProgram } from "./support/command-line.ts";
import { leftOf } from "./support/left-behind.ts";
import { installExample, type Project, pack, removeFolder, temporaryFolder } from "./support/packed-project.ts";

const files = fileURLToPath(new URL("./vitest-project/", import.meta.url));

let packed = "";
let project: Project;

beforeAll(async () => {
  packed = await temporaryFolder("packed-");
  vi.stubEnv("AIRFLOW_TESTCONTAINERS_STATE_DIR", join(packed, "state"));
  project = await installExample("vitest", await pack(packed));
  await cp(files, project.folder, { recursive: true });
  await cp(join(files, "dags"), join(project.folder, "other-dags"), { recursive: true });
});

afterAll(async () => {
  if (project) await project.run("npx", "airflow-testcontainers", "down", "--all", "--force");
  for (const folder of [packed, project?.folder]) if (folder) await removeFolder(folder);
});

/** Runs the project's vitest on a folder of test files, with the config of that name. */
const vitest = (name: string) => project.run("npx", "vitest", "run", "--config", `${name}.config.ts`, `${name}/`);

describe("a cluster that outlives a run", () => {
  let id = "";

  it("is kept after a failure, and the end says how to reach it and which dag runs were asked for", async () => {
    const { exit, output } = await vitest("failing");
    expect(output).toMatch(/Tests +2 failed/);
    expect(output, "the words of a matcher").toContain("nowhere");
    expect(output).toMatch(/ dag runs of failed tests\n {2}was given something else\n {4}echo manual__/);
    [, id = ""] = /the cluster airflow-(\w+) stays: http:\/\/127\.0\.0\.1:\d+, user "admin"/.exec(output) ?? [];
    expect(await leftOf(id)).toContainEqual(expect.stringContaining("scheduler"));
    expect(exit).toBe(1);
  });

  it("and is up from `up` on for every run with the same options: clean for each file, and for no stranger", async () => {
    const up = await project.run("npx", "airflow-testcontainers", "up", "--config", "up.config.ts");
    expect(up.output).toContain(`cluster   airflow-${id}, kept, ready again`);
    const { exit, output } = await vitest("one-cluster");
    expect(output).toMatch(/Tests +6 passed/);
    expect(output).toContain(`the cluster airflow-${id} was up and stays up`);
    expect(output).not.toContain("parsing ready");
    expect(output).toMatch(
      /a-leaves-work\.test\.ts > leaves a run and a variable behind" left the run .* of slow behind/,
    );
    expect(exit).toBe(0);
  });

  it("is used by `check` with the same config file too", async () => {
    const { exit, output } = await project.run("npx", "airflow-testcontainers", "check", "--config", "up.config.ts");
    expect(output).toContain(`the cluster airflow-${id} was up and stays up`);
    expect(output).toContain("all held");
    expect(exit).toBe(0);
  });

  it("has the DAG files as they are before each rerun of watch mode", async () => {
    const at = (file: string) => join(project.folder, file);
    const change = async (file: string, from: string, to: string) =>
      writeFile(file, (await readFile(file, "utf8")).replace(from, to));
    const { child, ended, shown } = startProgram(
      [at("node_modules/vitest/vitest.mjs"), "--watch", "--config", "one-cluster.config.ts", "watched/"],
      { cwd: project.folder, env: { NO_COLOR: "1" } },
    );
    onTestFinished(() => void child.kill("SIGKILL"));
    const passed = (times: number) =>
      vi.waitFor(() => expect(shown().match(/Tests +1 passed/g)).toHaveLength(times), {
        timeout: 120_000,
        interval: 200,
      });
    await passed(1);
    await change(at("dags/watched.py"), "return 1", "return 2");
    await change(at("watched/follows.test.ts"), "expected = 1", "expected = 2");
    await passed(2);
    child.kill("SIGKILL");
    await ended;
  });

  it("is removed by `down`, though a process that used it was killed", async () => {
    const { output } = await project.run("npx", "airflow-testcontainers", "down");
    expect(output).toContain(`removed airflow-${id}`);
    expect(await leftOf(id)).toEqual([]);
  });
});

it("lets two vitest workers share a cluster, each cleaning up its own runs; it is not kept, since nothing failed", async () => {
  const { exit, output } = await vitest("two-workers");
  expect(output).toMatch(/Tests +4 passed/);
  expect(output.match(/parsing ready/g)).toHaveLength(1);
  expect(output).not.toContain(" stays");
  expect((await readdir(join(packed, "state"))).filter((file) => file.endsWith(".json"))).toEqual([]);
  expect(exit).toBe(0);
});

it("works without global setup, from the config file, with a cluster of its own for what breaks it", async () => {
  const config = "airflow-testcontainers.config.ts";
  await cp(join(files, "by-hand", config), join(project.folder, config));
  const { exit, output } = await vitest("by-hand");
  expect(output).toMatch(/Tests +1 passed/);
  expect(exit).toBe(0);
});

it("attaches to an Airflow that someone else runs, and starts nothing", async () => {
  const airflow = await sharedCluster();
  const runs = async () => (await airflow.api.runs("environment")).map(({ runId }) => runId);
  const before = await runs();
  vi.stubEnv("AIRFLOW_URL", await airflow.apiUrl());
  vi.stubEnv("AIRFLOW_PASSWORD", airflow.admin.password);
  const { exit, output } = await vitest("attached");
  expect(output).toMatch(/Tests +1 passed/);
  expect(output).not.toContain(" ready");
  expect(await runs(), "its own run is removed, and no other").toEqual(before);
  expect(exit).toBe(0);
});
