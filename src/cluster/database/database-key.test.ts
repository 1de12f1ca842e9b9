import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ClusterOptions } from "../options.ts";
import { planCluster } from "../plan.ts";
import { keyOf, originOf } from "./database-key.ts";

const images = { airflow: "sha256:a", postgres: "sha256:p" };
const origin = async (options: ClusterOptions = {}, ids = images) => originOf(await planCluster(options, "c1"), ids);
const key = async (...args: Parameters<typeof origin>) => keyOf(await origin(...args));

let folder: string;
const at = (path: string) => join(folder, path);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "database-"));
  writeFileSync(at("one.cfg"), "[core]\ndefault_pool_task_slot_count = 5\n[database]\nsql_alchemy_conn = s3cret\n");
  writeFileSync(at("other.cfg"), "[core]\ndefault_pool_task_slot_count = 6\n");
});
afterAll(() => rmSync(folder, { recursive: true }));

describe("the key of a migrated database", () => {
  it("is the same for the same options, whatever passwords are random", async () => {
    expect(await key()).toBe(await key());
    expect(await key()).toMatch(/^[0-9a-f]{12}$/);
  });

  it.each<[string, ClusterOptions]>([
    ["a setting of the section database", { settings: { database: { external_db_managers: "my.Manager" } } }],
    ["the slots of the default pool", { settings: { core: { default_pool_task_slot_count: 7 } } }],
    ["the auth manager, given as a variable", { environment: { AIRFLOW__CORE__MULTI_TEAM: "True" } }],
    ["the name of the log files", { settings: { logging: { log_filename_template: "x" } } }],
    ["the database", { postgres: { database: "other" } }],
    ["the role", { postgres: { username: "other" } }],
  ])("changes with %s", async (_, options) => {
    expect(await key(options)).not.toBe(await key());
  });

  it("changes with images, an airflow.cfg and plugins", async () => {
    const keys = await Promise.all([
      key(),
      key({}, { ...images, airflow: "sha256:b" }),
      key({}, { ...images, postgres: "sha256:q" }),
      key({ airflowCfg: at("one.cfg") }),
      key({ airflowCfg: at("other.cfg") }),
      key({ plugins: folder }),
    ]);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("does not change with what leaves no trace in an empty database", async () => {
    const options: ClusterOptions = {
      settings: { core: { parallelism: 3 }, scheduler: { max_tis_per_query: 4 } },
      environment: { A: "b" },
      workers: { replicas: 3 },
      admin: { password: "s3cret" },
      postgres: { password: "s3cret" },
      variables: { a: 1 },
      redis: true,
    };
    expect(await key(options)).toBe(await key());
  });

  it("is made of no secret", async () => {
    const options = {
      airflowCfg: at("one.cfg"),
      postgres: { password: "s3cret" },
      environment: { PASSWORD: "s3cret" },
    };
    const text = JSON.stringify(await origin(options));
    expect(text).toContain('"default_pool_task_slot_count":"5"');
    expect(text).not.toContain("s3cret");
  });
});
