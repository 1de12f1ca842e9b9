import type pg from "pg";
import { expect, it } from "vitest";
import type { ActiveTrigger, CleanState } from "../../airflow/clean-state.ts";
import { TriggerRest } from "./end-triggers.ts";
import type { ResetSite } from "./reset-site.ts";
import type { Ties } from "./ties.ts";

/** Ends triggers that are there in name only. @param running logs of those that run; undefined where no triggerer answers */
function pretend(rows: readonly ActiveTrigger[], running: readonly string[] | undefined) {
  const ended: number[][] = [];
  const cleanState: Partial<CleanState> = {
    activeTriggers: () => "triggers",
    endTriggers: (ids) => `end ${ended.push([...ids])}`,
    runningTriggers: () => "running",
  };
  const site = { profile: { cleanState, paths: { logs: "/logs" } } } as unknown as ResetSite;
  const ties = { on: async () => (running ? [`${running.join("\n")}\n`] : []) } as unknown as Ties;
  const rest = new TriggerRest(site, ties);
  const client = { query: async (sql: string) => ({ rows: sql === "triggers" ? rows : [] }) } as unknown as pg.Client;
  return { rest, ended, reached: () => rest.reached(client) };
}

const taken = { id: 1, name: "etl now load", log: "/logs/load.log", taken: true };
const waiting = { id: 2, name: "etl now clean", log: "/logs/clean.log", taken: false };

it("lets a trigger begin that a triggerer has taken, and ends it when it runs", async () => {
  const before = pretend([taken, waiting], []);
  expect(await before.reached()).toBe(false);
  expect(before.ended).toEqual([[]]);
  expect(before.rest.saw).toEqual([
    "etl now load: waits for a trigger",
    "etl now clean: waits for a trigger that nobody has taken",
  ]);
  const then = pretend([taken], [taken.log]);
  expect(await then.reached()).toBe(false);
  expect(then.ended).toEqual([[taken.id]]);
});

it("waits for a trigger that runs on after it was removed", async () => {
  const { reached, rest } = pretend([], [taken.log]);
  expect(await reached()).toBe(false);
  expect(rest.saw).toEqual(["a trigger runs and writes /logs/load.log"]);
  expect(await pretend([], []).reached()).toBe(true);
});

it("does not wait for a triggerer that does not answer", async () => {
  const { reached, ended } = pretend([taken], undefined);
  await reached();
  expect(ended).toEqual([[taken.id]]);
  expect(await pretend([], undefined).reached()).toBe(true);
});
