import type pg from "pg";
import { describe, expect, it } from "vitest";
import type { ActiveTask, CleanState, TaskIds } from "../../airflow/clean-state.ts";
import { Rest } from "./bring-to-rest.ts";
import type { ResetSite } from "./reset-site.ts";
import type { Ties } from "./ties.ts";

type Tasks = Record<string, Partial<ActiveTask> & { process?: boolean }>;

/** Brings tasks to rest that are there in name only; tells which signals they got, and whose end was recorded. */
function pretend(tasks: Tasks) {
  const signals: string[] = [];
  const settled: TaskIds[] = [];
  const having = (ids: readonly string[]) => ids.filter((id) => tasks[id]?.process).join("\n");
  const cleanState: Partial<CleanState> = {
    activeRuns: () => "runs",
    activeTasks: () => "tasks",
    halt: () => "halt",
    settle: (ended) => {
      settled.push(...ended);
      return "settle";
    },
    livingTasks: (ids) => having(ids),
    signalTasks: (signal, ids) => {
      signals.push(`${signal} ${ids.join(" ")}`);
      return having(ids);
    },
  };
  const rows = () =>
    Object.entries(tasks).map(([id, task]) => ({
      ...{ taskInstanceId: id, celeryId: `celery ${id}`, name: `etl now ${id}`, state: "running" },
      ...{ ended: false, left: false, ...task },
    }));
  const client = { query: async (sql: string) => ({ rows: sql === "tasks" ? rows() : [] }) } as unknown as pg.Client;
  const rabbitmq = { login: { vhost: "airflow" }, ask: async () => [] };
  const ties = { on: async (_: string, command: string) => [command], broker: { use: async () => [] } };
  const rest = new Rest({ profile: { cleanState }, rabbitmq } as unknown as ResetSite, ties as unknown as Ties);
  const looks = async (count: number) => {
    for (let look = 0; look < count; look++) await rest.reached(client);
  };
  return { rest, looks, signals, settled };
}

describe("a task that is stopped", () => {
  it("is halted, and killed three looks later", async () => {
    const { looks, signals } = pretend({ load: { process: true } });
    await looks(3);
    expect(signals).toEqual(["halt load"]);
    await looks(3);
    expect(signals).toEqual(["halt load", "kill load"]);
  });

  it("is halted before it is killed, too, when its process comes later", async () => {
    const tasks: Tasks = { load: { process: false } };
    const { looks, signals } = pretend(tasks);
    await looks(5);
    expect(new Set(signals)).toEqual(new Set(["halt load"]));
    tasks.load = { process: true };
    signals.length = 0;
    await looks(4);
    expect(signals).toEqual(["halt load", "kill load"]);
  });

  it("goes on where it has ended for Airflow before it was killed, while others stay halted", async () => {
    const tasks: Tasks = { load: { process: true }, clean: { process: true } };
    const { looks, signals, rest } = pretend(tasks);
    await looks(1);
    tasks.load = { process: true, ended: true, state: "success" };
    await looks(1);
    expect(signals).toEqual(["halt load clean", "resume load"]);
    expect(rest.saw).toEqual([
      "etl now clean: running, its process is halted, to be killed",
      "etl now load: success, its process may still run callbacks",
    ]);
  });

  it("goes on where it is nobody's any more", async () => {
    const tasks: Tasks = { load: { process: true } };
    const { looks, signals } = pretend(tasks);
    await looks(1);
    delete tasks.load;
    await looks(1);
    expect(signals).toEqual(["halt load", "resume load"]);
  });

  it("goes on where nothing is stopped after all, unless it was killed", async () => {
    const tasks: Tasks = { load: { process: true } };
    const { looks, signals, rest } = pretend(tasks);
    await looks(1);
    await rest.letGo();
    expect(signals).toEqual(["halt load", "resume load"]);
    await looks(4);
    await rest.letGo();
    expect(signals).toEqual(["halt load", "resume load", "halt load", "kill load"]);
  });

  it("has its end recorded when its worker is through with it, and not before", async () => {
    const tasks: Tasks = { load: { process: true } };
    const { looks, settled } = pretend(tasks);
    await looks(6);
    expect(settled).toEqual([]);
    tasks.load = { left: true };
    await looks(1);
    expect(settled).toEqual([{ celeryId: null, taskInstanceId: "load" }]);
  });
});
