import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { ClusterOptions } from "airflow-testcontainers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { DatabaseAccount } from "./support/database-process.ts";
import { changeImage, giveName, hasImage, removeName } from "./support/image-surgery.ts";

const DATA = "/var/lib/airflow-testcontainers/postgres";
// A database of this suite's own, so that no other suite uses its image.
const options = { settings: { core: { default_pool_task_slot_count: "7" } } } satisfies ClusterOptions;

/** Starts a cluster in a process of its own, and removes it. */
async function start(options: ClusterOptions): Promise<DatabaseAccount> {
  const program = join(import.meta.dirname, "support/database-process.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [program, JSON.stringify(options)]);
  return JSON.parse(stdout.trim().split("\n").at(-1) as string);
}

let fresh: DatabaseAccount;
let cached: DatabaseAccount;

beforeAll(async () => {
  fresh = await start({ ...options, cachedDatabase: false });
  cached = await start(options);
});
afterAll(async () => {
  if (cached && (await hasImage(cached.image))) await removeName(cached.image);
});

describe("a cluster whose database was migrated before", () => {
  it("has the same database, table by table, as one that is migrated at its start", () => {
    expect(Object.keys(fresh.tables).length).toBeGreaterThan(40);
    expect(cached.tables).toEqual(fresh.tables);
    expect(cached.warnings).toEqual([]);
  });

  it("did not migrate it; control: the other one did", () => {
    expect(cached.steps).not.toContain("migrate");
    expect(fresh.steps).toContain("migrate");
    expect(cached.image).not.toBe(fresh.image);
  });

  it("gets another one where a setting decides what is in it", async () => {
    const other = await start({ settings: { core: { default_pool_task_slot_count: "8" } } });
    expect(other.image).not.toBe(cached.image);
    expect(other.tables.slot_pool?.join()).toContain("<slots>8</slots>");
    expect(cached.tables.slot_pool?.join()).toContain("<slots>7</slots>");
    await removeName(other.image);
  });

  it("is made by two processes at once, where what has its name is something else", async () => {
    await giveName(cached.image, fresh.image);
    const both = await Promise.all([start(options), start(options)]);
    for (const { image, tables, warnings } of both) {
      expect(image).toBe(cached.image);
      expect(tables).toEqual(fresh.tables);
      expect(warnings).toEqual([]);
    }
  });

  it.each([
    ["with which no server starts", `echo broken >${DATA}/PG_VERSION`, /postgres exited with code 1/],
    [
      "in which a table is missing",
      `printf 'drop table xcom cascade\\n\\n' | su postgres -c "$(ls -d /usr/lib/postgresql/*/bin)/postgres --single -j -D ${DATA} airflow"`,
      /is damaged/,
    ],
  ])("is made anew from damaged data, %s", async (_, damage, reason) => {
    await changeImage(cached.image, damage);
    const mended = await start(options);
    expect(mended.warnings).toEqual([expect.stringMatching(reason)]);
    expect(mended.tables).toEqual(fresh.tables);
    expect((await start(options)).warnings, "the next start finds the new one").toEqual([]);
  });
});
