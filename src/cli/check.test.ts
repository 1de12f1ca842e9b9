import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { main } from "./main.ts";

const run = async (...args: string[]) => {
  const out = { stdout: "", stderr: "" };
  const exitCode = await main(["check", ...args], {
    stdout: { write: (text) => (out.stdout += text) },
    stderr: { write: (text) => (out.stderr += text) },
    env: {},
    signal: new AbortController().signal,
  });
  return { exitCode, ...out };
};

describe("check, wrongly used, says so before it looks for an engine", () => {
  it.each([
    [["--dags", "a", "--config", "b"], "--dags and --config exclude each other"],
    [["--dags", "a", "--run", "x", "--run-all"], "--run and --run-all exclude each other"],
    [["--run", "x"], "--run only work with --dags"],
    [["--dags", "a", "--workers", "0"], "whole number of at least 1"],
    [["--dags", "a", "--workers", "1.5"], "whole number of at least 1"],
    [["--dags", "a", "--workers", "-1"], "whole number of at least 1"],
    [["--dag", "a"], "Did you mean --dags?"],
    [["--config", "/nowhere/x.ts"], "/nowhere/x.ts does not exist"],
    [["--dags", "/nowhere"], "the DAG folder /nowhere does not exist"],
    [["--dags", "a", "--trace", "/nowhere/trace.json"], "the trace cannot be written to /nowhere/trace.json"],
    [["--dags", "a", "--trace", tmpdir()], "it is a folder"],
  ])("%j", async (args, message) => {
    const { exitCode, stdout, stderr } = await run(...args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("and an empty DAG folder, or a file in its place", async () => {
    const folder = mkdtempSync(join(tmpdir(), "empty-"));
    try {
      expect((await run("--dags", folder)).stderr).toContain("has no .py and no .zip file");
      writeFileSync(join(folder, "dag.py"), "");
      expect((await run("--dags", join(folder, "dag.py"))).stderr).toContain("is a file");
      const requirements = await run("--dags", folder, "--requirements", join(folder, "none.txt"));
      expect(requirements.stderr).toContain("none.txt does not exist");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("with a whole document for --json", async () => {
    const { exitCode, stdout } = await run("--dags", "/nowhere", "--json");
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      airflow: { version: "3.3.2", executor: "" },
      boot: { seconds: 0, steps: [] },
      ...{ importErrors: [], dags: [], runs: [], tables: [] },
      failures: [{ code: "AT_DAG_FOLDER", message: "the DAG folder /nowhere does not exist" }],
    });
    expect(JSON.parse((await run("--json", "--what")).stdout)).toMatchObject({ ok: false, runs: [] });
  });
});
