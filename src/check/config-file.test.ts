import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadConfig } from "./config-file.ts";

let folder: string;
const load = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return loadConfig(name, folder).catch((error: Error) => error.message.replaceAll(folder, "<folder>"));
};

describe("the config file", () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "config-"));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("is found under its usual name", async () => {
    const check = { cluster: { dags: "./dags" } };
    writeFileSync(join(folder, "airflow-testcontainers.config.mjs"), `export default ${JSON.stringify(check)}`);
    expect(await loadConfig(undefined, folder)).toEqual({ cluster: { triggerer: true, dags: "./dags" } });
  });

  it("that the documentation shows is one", async () => {
    const shown = await loadConfig("documented.config.ts", join(import.meta.dirname, "testing"));
    expect(shown.runs).toHaveLength(1);
  });

  it("that is missing is an error that says what to do", async () => {
    await expect(loadConfig(undefined, tmpdir())).rejects.toThrow("check --dags DIR");
    await expect(loadConfig("none.ts", tmpdir())).rejects.toThrow("none.ts does not exist");
  });

  it("must export a check", async () => {
    expect(await load("a.mjs", "export const x = 1")).toMatchInlineSnapshot(`
      "the config file <folder>/a.mjs does not export a check
        expected  export default defineCheck({ cluster: { dags: … } })
        observed  no default export"
    `);
    expect(await load("b.mjs", "export default 7")).toContain("a number");
  });

  it("that cannot be loaded says why", async () => {
    expect(await load("c.mjs", "export default {")).toMatch(/c.mjs cannot be loaded\n {2}observed {2}\S/);
    expect(await load("d.mjs", 'import "not-there"')).toContain("not-there");
  });

  it("with an unknown key names the nearest", async () => {
    expect(await load("e.mjs", "export default { cluster: { dag: './dags' } }")).toMatchInlineSnapshot(
      `"the check: unknown option "cluster.dag"; did you mean "dags"?"`,
    );
    expect(await load("f.mjs", "export default { cluster: {}, run: [] }")).toContain('did you mean "runs"?');
    expect(await load("g.mjs", "export default { cluster: { workers: [{ replicas: 1.5 }] } }")).toMatchInlineSnapshot(
      `"the check: cluster.workers.0.replicas: replicas must be a whole number"`,
    );
  });
});
