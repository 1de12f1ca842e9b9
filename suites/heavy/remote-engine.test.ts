import { afterAll, beforeAll, expect, it } from "vitest";
import { commandLine } from "../support/command-line.ts";
import { helloDags } from "./support/hello.ts";
import { imagesHere } from "./support/images-here.ts";
import { type SecondEngine, startSecondEngine } from "./support/second-engine.ts";

let engine: SecondEngine;

beforeAll(async () => {
  engine = await startSecondEngine();
  await engine.load(await imagesHere());
}, 600_000);

afterAll(async () => {
  await engine?.stop();
}, 120_000);

it("starts a cluster on an engine of another host, by DOCKER_HOST alone, and runs a DAG there", async () => {
  const { exit, stdout, stderr } = await commandLine(["check", "--dags", helloDags, "--run", "hello", "--json"], {
    env: { DOCKER_HOST: engine.host },
  });
  expect(exit, stderr).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, runs: [{ dag: "hello", state: "success" }] });
}, 600_000);

it("says so where nothing answers at that address", async () => {
  const { exit, stderr } = await commandLine(["check", "--dags", helloDags], {
    env: { DOCKER_HOST: `tcp://${engine.address}:1` },
  });
  expect(exit).toBe(3);
  expect(stderr).toContain(`tcp://${engine.address}:1`);
});
