import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { WatchedRun } from "../airflow/profile.ts";
import { RunWatch } from "./run-watch.ts";

/** A database with the marks of runs, and what was asked of it. */
function database(marks: Record<string, string>) {
  const asked = { connections: 0, open: 0, queries: [] as string[][], failing: false };
  const watch = new RunWatch({
    runMarks: (runs) => ({ sql: "", values: [runs] }),
    async connect() {
      asked.connections++;
      if (asked.failing) throw new Error("no database");
      asked.open++;
      return {
        async query<Row extends object>(_: string, [runs]: unknown[] = []) {
          if (!runs) return { rows: [] };
          const wanted = runs as readonly WatchedRun[];
          asked.queries.push(wanted.map(({ runId }) => runId));
          const rows = wanted.flatMap(({ runId, tasks }, place) => {
            const mark = marks[tasks ? `${runId} tasks` : runId];
            return mark === undefined ? [] : [{ place, mark }];
          });
          return { rows: rows as unknown as Row[] };
        },
        async end() {
          asked.open--;
        },
      };
    },
  });
  return { watch, asked };
}

const seconds = async (wait: Promise<void>) => {
  const begun = performance.now();
  await wait;
  return (performance.now() - begun) / 1000;
};

describe("the watch of runs", () => {
  it("ends the first wait as soon as the run is known, and the next when it has changed", async () => {
    const marks: Record<string, string> = { one: "queued" };
    const run = database(marks).watch.follow({ dagId: "d", runId: "one" });
    await run.change(10_000);
    const next = run.change(10_000);
    await sleep(120);
    marks.one = "running";
    await next;
    // Control: without a change it takes as long as it may.
    expect(await seconds(run.change(150))).toBeGreaterThan(0.14);
  });

  it("asks for all runs at once, on one connection that ends with the last wait", async () => {
    const marks: Record<string, string> = { one: "queued", two: "queued" };
    const { watch, asked } = database(marks);
    const both = ["one", "two"].map((runId) => watch.follow({ dagId: "d", runId }));
    await Promise.all(both.map((run) => run.change(10_000)));
    const waits = both.map((run) => run.change(10_000));
    await sleep(120);
    expect(asked.queries.at(-1)).toEqual(["one", "two"]);
    Object.assign(marks, { one: "failed", two: "success" });
    await Promise.all(waits);
    expect(asked).toMatchObject({ connections: 1, open: 1 });
    await sleep(1_300);
    expect(asked).toMatchObject({ connections: 1, open: 0 });
  });

  it("tells who follows the tasks of a run of their changes, and who does not of the run's alone", async () => {
    const marks: Record<string, string> = { one: "running", "one tasks": "running a" };
    const { watch } = database(marks);
    const [run, tasks] = [false, true].map((tasks) => watch.follow({ dagId: "d", runId: "one" }, tasks));
    await Promise.all([run?.change(10_000), tasks?.change(10_000)]);
    const waits = [run?.change(300), tasks?.change(10_000)].map((wait) => seconds(wait as Promise<void>));
    await sleep(100);
    marks["one tasks"] = "running b";
    const [ofRun, ofTasks] = await Promise.all(waits);
    expect(ofTasks).toBeLessThan(ofRun as number);
    expect(ofRun).toBeGreaterThan(0.29);
  });

  it("is no obstacle where the database does not answer or does not know the run", async () => {
    const { watch, asked } = database({});
    const run = watch.follow({ dagId: "d", runId: "unknown" });
    expect(await seconds(run.change(120))).toBeGreaterThan(0.1);
    asked.failing = true;
    expect(await seconds(watch.follow({ dagId: "d", runId: "x" }).change(120))).toBeGreaterThan(0.1);
  });

  it("ends with the signal's reason", async () => {
    const { watch } = database({});
    const stop = new AbortController();
    const wait = watch.follow({ dagId: "d", runId: "one" }).change(10_000, stop.signal);
    stop.abort(new Error("enough"));
    await expect(wait).rejects.toThrow("enough");
  });
});
