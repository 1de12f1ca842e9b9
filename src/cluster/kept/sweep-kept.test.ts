import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { acquireProcessLock } from "../../base/process-lock.ts";
import type { Engine } from "../../engine/engine.ts";
import { KeptStore } from "./store.ts";
import { inWords, sweepKept } from "./sweep-kept.ts";
import { someEntry, someStart } from "./testing/entries.ts";

const NAME = "0123456789abcdef";
let folder: string;
let store: KeptStore;
let asked: string[];
const later = (seconds: number) => () => Date.now() + seconds * 1000;
const sweep = (seconds: number, id = "E") => sweepKept(store, async () => engine(id), later(seconds));

/** An engine on which nothing is left. */
function engine(id: string): Pick<Engine, "docker" | "id"> {
  const list = async ({ filters }: { filters: { label: string[] } | string }) => {
    asked.push(JSON.stringify(filters));
    return [];
  };
  const docker = { listContainers: list, listNetworks: list, listVolumes: async () => ({ Volumes: [] }) };
  return { docker, id } as unknown as Engine;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sweep-"));
  store = new KeptStore(folder);
  asked = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("kept clusters are removed", () => {
  it("when they are idle, and not before", async () => {
    store.write(NAME, someEntry);
    expect(await sweep(50)).toEqual([]);
    expect(asked).toEqual([]);
    expect(await sweep(70)).toEqual([`removed the kept cluster ${NAME}: unused for 70 s`]);
    expect(store.names()).toEqual([]);
    expect(asked.join()).toContain(`airflow-testcontainers.kept=${NAME}`);
  });

  it("when their start was cut off, but not while it goes on", async () => {
    store.write(NAME, someStart);
    const release = await acquireProcessLock(store.lockPath(NAME));
    expect(await sweep(0)).toEqual([]);
    await release();
    expect(await sweep(0)).toEqual([`removed the kept cluster ${NAME}: its start was cut off`]);
  });

  it("not while another process has its turn", async () => {
    store.write(NAME, someEntry);
    const release = await acquireProcessLock(store.lockPath(NAME));
    expect(await sweep(3600)).toEqual([]);
    await release();
    expect(store.names()).toEqual([NAME]);
  });

  it("not where they run on another engine", async () => {
    store.write(NAME, someEntry);
    expect(await sweep(3600, "F")).toEqual([]);
    expect(store.names()).toEqual([NAME]);
  });

  it("when nobody can read what is known of them, after the usual time", async () => {
    store.write(NAME, someEntry);
    writeFileSync(join(folder, `${NAME}.json`), "{");
    expect(await sweep(3600)).toEqual([]);
    expect(await sweep(7300)).toEqual([`removed the kept cluster ${NAME}: unused for 2 h`]);
  });
});

it("says times in words", () => {
  expect([5, 119, 120, 7199, 7200, 9000].map(inWords)).toEqual(["5 s", "119 s", "2 min", "120 min", "2 h", "2.5 h"]);
});
