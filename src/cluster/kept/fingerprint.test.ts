import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ClusterOptions } from "../options.ts";
import { planCluster } from "../plan.ts";
import { differentParts, fingerprintOf } from "./fingerprint.ts";
import { shapeOf } from "./shape.ts";

let folder: string;
const at = (path: string) => join(folder, path);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "shape-"));
  mkdirSync(at("dags"));
  writeFileSync(at("dags/a.py"), "a");
  mkdirSync(at("plugins"));
  writeFileSync(at("plugins/p.py"), "p");
  writeFileSync(at("airflow.cfg"), "[core]\nparallelism = 4\n");
  writeFileSync(at("requirements.txt"), "six\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

const KEY = Buffer.alloc(32, 1);
const images = { airflow: "sha256:a", postgres: "sha256:p", rabbitmq: "sha256:r" };
const engine = { id: "E", bindAddress: "127.0.0.1" };
const base = (): ClusterOptions => ({
  dags: at("dags"),
  plugins: at("plugins"),
  airflowCfg: at("airflow.cfg"),
  requirements: at("requirements.txt"),
  settings: { core: { parallelism: 8 }, smtp: { smtp_password: "s3cret-smtp" } },
  admin: { password: "s3cret-admin" },
  connections: { db: { type: "postgres", password: "s3cret-db" } },
});
const shape = async (change: ClusterOptions = {}, more = {}) =>
  shapeOf(await planCluster({ ...base(), ...change }, "c1"), images, { engine, project: "/p", ...more });
const print = async (...args: Parameters<typeof shape>) => fingerprintOf(await shape(...args), KEY);

describe("the fingerprint of a cluster", () => {
  it("is the same for the same shape: passwords that are random play no part", async () => {
    const other = await planCluster(base(), "c2");
    expect((await planCluster(base(), "c1")).postgres.password).not.toBe(other.postgres.password);
    expect(fingerprintOf(await shapeOf(other, images, { engine, project: "/p" }), KEY)).toEqual(await print());
    expect((await print()).hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it.each<[string, ClusterOptions]>([
    ["settings", { settings: { core: { parallelism: 9 } } }],
    ["workers", { workers: [{ replicas: 2 }] }],
    ["admin", { admin: { password: "another" } }],
    ["postgres", { postgres: { database: "other" } }],
    ["redis", { redis: true }],
    ["triggerer", { triggerer: true }],
    ["flower", { flower: true }],
    ["schedules", { schedules: true }],
    ["apiPort", { apiPort: 8080 }],
    ["environment", { environment: { A: "1" } }],
    ["connections", { connections: { db: { type: "postgres", password: "another" } } }],
    ["variables", { variables: { a: 1 } }],
    ["pools", { pools: { a: 1 } }],
    ["hasDags", { dags: undefined }],
  ])("changes with %s, and tells so", async (part, change) => {
    const [before, after] = [await print(), await print(change)];
    expect(after.hash).not.toBe(before.hash);
    expect(differentParts(before.parts, after.parts)).toEqual([part]);
  });

  it("changes with the content of files, images, the engine and the project", async () => {
    const before = await print();
    writeFileSync(at("plugins/p.py"), "q");
    expect(differentParts(before.parts, (await print()).parts)).toEqual(["plugins"]);
    writeFileSync(at("airflow.cfg"), "[core]\nparallelism = 5\n");
    expect(differentParts(before.parts, (await print()).parts)).toEqual(["airflowCfg", "plugins"]);
    const plan = await planCluster(base(), "c1");
    const built = await shapeOf(plan, { ...images, airflow: "sha256:b" }, { engine, project: "/q" });
    const parts = differentParts((await print()).parts, fingerprintOf(built, KEY).parts);
    expect(parts).toEqual(["images", "project"]);
    const elsewhere = await print({}, { engine: { ...engine, id: "F" } });
    expect(differentParts((await print()).parts, elsewhere.parts)).toEqual(["engine"]);
  });

  it("does not change with DAG files, the place of files, limits, checks and how long it is kept", async () => {
    const before = await print();
    writeFileSync(at("dags/a.py"), "changed");
    writeFileSync(at("dags/b.py"), "new");
    writeFileSync(at("other.cfg"), "[core]\nparallelism = 4\n");
    const change = {
      timeouts: { service: 7 },
      strict: true,
      cachedDatabase: false,
      reuse: { idle: 9 },
      airflowCfg: at("other.cfg"),
    };
    expect(await print(change)).toEqual(before);
  });

  it("does not change with the order in which options are written", async () => {
    const before = await print({ environment: { A: "1", B: "2" } });
    expect(await print({ environment: { B: "2", A: "1" } })).toEqual(before);
  });

  it("holds no secret, and cannot be made without the key", async () => {
    const made = await print();
    expect(JSON.stringify(await shape())).toContain("s3cret-admin");
    expect(JSON.stringify(made)).not.toContain("s3cret");
    const other = fingerprintOf(await shape(), Buffer.alloc(32, 2));
    expect(other.hash).not.toBe(made.hash);
    expect(differentParts(made.parts, other.parts)).toEqual(Object.keys(made.parts).sort());
  });
});
