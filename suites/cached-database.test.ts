import { join } from "node:path";
import type { ClusterOptions } from "airflow-testcontainers";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { startProgram } from "./support/command-line.ts";
import type { DatabaseAccount } from "./support/database-process.ts";
import { changeImage, giveName, hasImage, removeName } from "./support/image-surgery.ts";
import { clusterIn, untilNothingIsLeft } from "./support/left-behind.ts";

const DATA = "/var/lib/airflow-testcontainers/postgres";
// A database of this suite's own, so that no other suite uses its image.
const options = withSlots(7);

function withSlots(slots: number): ClusterOptions {
  return { settings: { core: { default_pool_task_slot_count: slots } } };
}

const program = join(import.meta.dirname, "support/database-process.ts");

/** Starts a cluster in a process of its own, and removes it. */
async function start(options: ClusterOptions): Promise<DatabaseAccount> {
  const { exit, stdout, stderr } = await startProgram([program, JSON.stringify(options)]).ended;
  expect(exit, stderr).toBe(0);
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
    const other = await start(withSlots(8));
    onTestFinished(() => removeName(other.image));
    expect(other.image).not.toBe(cached.image);
    expect(other.tables.slot_pool?.join()).toContain("<slots>8</slots>");
    expect(cached.tables.slot_pool?.join()).toContain("<slots>7</slots>");
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

  it("is made by the next process where the one that made it was killed, and nothing is left", async () => {
    const options = withSlots(9);
    const { child, ended, showed } = startProgram([program, JSON.stringify(options)]);
    const id = clusterIn(await showed("keeping the migrated database")) as string;
    child.kill("SIGKILL");
    await ended;
    const { image, tables, warnings } = await start(options);
    onTestFinished(() => removeName(image));
    expect(warnings).toEqual([]);
    expect(tables.slot_pool?.join()).toContain("<slots>9</slots>");
    expect(await untilNothingIsLeft(id, 20)).toBeTypeOf("number");
  });

  it.each([
    ["with which no server starts", `echo broken >${DATA}/PG_VERSION`, /postgres exited with code 1/],
    [
      "in which a table is missing",
      `printf 'drop table xcom cascade\\n\\n' | su postgres -c "$(ls -d /usr/lib/postgresql/*/bin)/postgres --single -j -D ${DATA} airflow"`,
      /is not what it was when it was made/,
    ],
  ])("is made anew from damaged data, %s", async (_, damage, reason) => {
    await changeImage(cached.image, damage);
    const mended = await start(options);
    expect(mended.warnings).toEqual([expect.stringMatching(reason)]);
    expect(mended.tables).toEqual(fresh.tables);
    expect((await start(options)).warnings, "the next start finds the new one").toEqual([]);
  });
});
