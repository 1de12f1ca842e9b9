import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type RunKey, StartedAirflowCluster } from "airflow-testcontainers";
import { connect } from "amqplib";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ClusterFacts, clusterFacts, withRedis } from "./support/cluster-facts.ts";
import { errorLines } from "./support/error-lines.ts";
import { type OtherProcess, otherProcess } from "./support/other-process.ts";
import { ownCluster } from "./support/own-cluster.ts";

const patience = { timeout: 120_000, interval: 200 };

const warnings: string[] = [];
process.on("warning", ({ message }) => warnings.push(message));

const started = ownCluster({
  dags: fileURLToPath(new URL("./reset/dags", import.meta.url)),
  workers: [{ replicas: 2, concurrency: 2 }],
  triggerer: true,
  redis: { password: "secret" },
  environment: { REDIS_URL: "redis://:secret@redis:6379/0" },
});

let cluster: StartedAirflowCluster;
let baseline: ClusterFacts;
beforeAll(async () => {
  cluster = started();
  baseline = await clusterFacts(cluster);
});

const stateOf = async (table: string, where: string) =>
  (await cluster.postgres.query<{ state: string }>(`select state from ${table} where ${where}`)).map(
    ({ state }) => state,
  );

/** Starts a run and waits until its tasks are in these states. */
async function underWay(dagId: string, states: readonly string[], note?: string) {
  const { runId } = await cluster.api.trigger(dagId, { note });
  const now = async () => (await stateOf("task_instance", `run_id = '${runId}'`)).sort();
  await expect.poll(now, patience).toEqual(expect.arrayContaining([...states]));
  return { dagId, runId };
}

describe("the tables of the metadata database", () => {
  it("are all known to the reset, children before those that they refer to", async () => {
    const tables = Object.keys(cluster.tableFates);
    const there = "select tablename as name from pg_tables where schemaname = current_schema()";
    const names = (await cluster.postgres.query<{ name: string }>(there)).map(({ name }) => name);
    expect(tables.toSorted()).toEqual(names.sort());

    const references = await cluster.postgres.query<{ child: string; parent: string }>(
      "select conrelid::regclass::text as child, confrelid::regclass::text as parent from pg_constraint where contype = 'f'",
    );
    const place = (table: string) => tables.indexOf(table);
    const emptied = references.filter(({ parent }) => cluster.tableFates[parent] === "emptied");
    expect(emptied.length).toBeGreaterThan(10);
    expect(emptied.filter(({ child, parent }) => place(child) > place(parent))).toEqual([]);
  });
});

describe("a reset", () => {
  it("brings everything back that was changed, while the control shows the change", async () => {
    const { api, postgres, rabbitmq } = cluster;
    await api.setVariable("left", "behind");
    await api.setConnection({ id: "left", type: "http", host: "behind" });
    await api.setPool({ name: "left", slots: 3 });
    await api.setPool({ name: "default_pool", slots: 7 });
    await api.setPaused("waiting", true);
    await withRedis(cluster, (client) => client.set("left", "behind"));
    await postgres.query(`create schema mine; create table mine.logs (id serial); create table logging (id serial);
      create view logged as select id from logging; create sequence numbers; create type mood as enum ('good');
      create function one() returns int language sql return 1`);
    const connection = await connect(await rabbitmq.hostUri());
    const channel = await connection.createConfirmChannel();
    await channel.assertQueue("left_by_a_test");
    for (const queue of ["default_2", "left_by_a_test"]) {
      await channel.assertQueue(queue);
      channel.sendToQueue(queue, Buffer.from("behind"));
    }
    await channel.waitForConfirms();
    await connection.close();
    const run = await cluster.dag("traces").run();
    expect(run.state).toBe("success");

    const dirty = await clusterFacts(cluster);
    expect(dirty.filled).toEqual(
      expect.arrayContaining([
        ...["asset_alias_asset", "asset_alias_asset_event", "asset_dag_run_queue", "asset_event", "dag_run", "xcom"],
        ...["rendered_task_instance_fields", "task_instance", "task_instance_history", "task_map"],
      ]),
    );
    for (const key of Object.keys(dirty) as (keyof ClusterFacts)[]) {
      if (key !== "importErrors") expect.soft(dirty[key], key).not.toEqual(baseline[key]);
    }
    expect(dirty.importErrors).toEqual(["broken.py"]);

    const report = await cluster.reset();
    expect(report.stopped).toEqual([]);
    expect(report.dropped.toSorted()).toEqual([
      ...["routine public.one()", "schema mine", "sequence public.numbers", "table mine.logs", "table public.logging"],
      ...["type public.mood", "view public.logged"],
    ]);
    expect(Object.isFrozen(report.stopped)).toBe(true);
    const { messages, ...rest } = await clusterFacts(cluster);
    expect({ ...rest, messages: {} }).toEqual({ ...baseline, messages: {} });
    // The queues themselves stay.
    expect(messages).toEqual({ default: 0, default_2: 0, left_by_a_test: 0 });
  });

  it("leaves a cluster that works: the next run, of the same id as one before, succeeds", async () => {
    for (let i = 0; i < 2; i++) {
      const run = await cluster.dag("quick").run({ runId: "again", within: 60_000 });
      expect(run.state).toBe("success");
      await cluster.reset();
    }
  });

  it("stops what runs, and tells whose it was", async () => {
    const deaf = await underWay("deaf", ["running"], "test: the one that forgot its run");
    const line = await underWay("long_line", ["running", "queued"]);
    await expect.poll(() => withRedis(cluster, (client) => client.get("beats")), patience).not.toBeNull();

    const { stopped } = await cluster.reset();
    expect(stopped).toEqual([
      { ...deaf, state: "running", note: "test: the one that forgot its run" },
      { ...line, state: "running", note: null },
    ]);
    // A task that still lived would count in Redis ten times a second, and Airflow would tell of it once a second.
    await sleep(3_000);
    const { messages, ...rest } = await clusterFacts(cluster);
    expect(rest).toEqual(expect.objectContaining({ filled: [], events: baseline.events, redisKeys: [], logs: [] }));
    expect(messages.default).toBe(0);
  });

  it("stops tasks that no worker has: deferred, rescheduled, waiting for the next try", async () => {
    const states = ["deferred", "up_for_reschedule", "up_for_retry"];
    const run = await underWay("waiting", states);
    expect((await clusterFacts(cluster)).made).toHaveLength(baseline.made.length + 1);
    const { stopped } = await cluster.reset();
    expect(stopped).toEqual([{ ...run, state: "running", note: null }]);
    const { made, filled } = await clusterFacts(cluster);
    expect({ made, filled }).toEqual({ made: baseline.made, filled: [] });
  });

  it("waits for triggers that are about to begin, and leaves none running", async () => {
    const earlier = await errorLines(cluster);
    // At once, when a triggerer may have taken them, when they run and fire.
    for (const moment of [0, 500, 1_000, 1_500, 4_000]) {
      await underWay("deferring", ["deferred"]);
      await sleep(moment);
      await cluster.reset();
      // A trigger that begins or goes on writes a log.
      await sleep(3_000);
      const { made, filled, logs } = await clusterFacts(cluster);
      expect({ made, filled, logs }).toEqual({ made: baseline.made, filled: [], logs: [] });
    }
    expect((await errorLines(cluster)).slice(earlier.length)).toEqual([]);
    expect(await cluster.restarts()).toEqual({});
  });

  it("stops tasks that would be tried again, without an error in the log of a worker", async () => {
    const earlier = await errorLines(cluster);
    for (let i = 0; i < 8; i++) {
      await underWay("patient", ["running", "running", "running", "running"]);
      // They tell every five seconds that they live, from now on at any time.
      await sleep(4_000 + 200 * i);
      await cluster.reset();
    }
    expect((await errorLines(cluster)).slice(earlier.length)).toEqual([]);
  });

  it("can follow each run of many: 20 in a row, without an error in the log of a component", async () => {
    const earlier = await errorLines(cluster);
    for (let i = 0; i < 20; i++) {
      const run = await cluster.dag("quick").run({ within: 60_000 });
      expect(run.state).toBe("success");
      await cluster.reset();
    }
    const { filled, events, logs } = await clusterFacts(cluster);
    expect({ filled, events, logs }).toEqual({ filled: [], events: baseline.events, logs: [] });
    expect((await errorLines(cluster)).slice(earlier.length)).toEqual([]);
    expect(await cluster.restarts()).toEqual({});
    // Such as the one of pg about a query that does not wait for the one before it.
    expect(warnings).toEqual([]);
  });
});

describe("a task that was to be stopped", () => {
  const beats = async () => Number(await withRedis(cluster, (client) => client.get("beats")));
  const goesOn = async () => {
    const before = await beats();
    await sleep(500);
    return (await beats()) > before;
  };
  /** A reset gives the API time to answer before it kills what it has halted. */
  const whileTheApiIsSilent = async (work: () => Promise<void>) => {
    const { container } = cluster.component("api-server").container;
    await container.pause();
    try {
      await work();
    } finally {
      await container.unpause();
    }
  };
  let run: RunKey;
  beforeEach(async () => {
    run = await underWay("deaf", ["running"]);
    await expect.poll(goesOn, patience).toBe(true);
  });
  afterEach(async () => {
    await cluster.reset();
  });

  it("goes on where the reset runs out of time, and the error says what it had seen last", async () => {
    await expect(cluster.reset({ within: 0 })).rejects.toMatchObject({
      code: "AT_TIMEOUT",
      message: expect.stringContaining(`deaf ${run.runId} beating: running`),
    });
    expect(await goesOn()).toBe(true);
  });

  it("goes on where the reset is interrupted", async () => {
    await whileTheApiIsSilent(async () => {
      const interruption = new AbortController();
      const enough = new Error("enough");
      const removal = expect(cluster.removeRuns([run], { signal: interruption.signal })).rejects.toBe(enough);
      await expect.poll(goesOn, patience).toBe(false);
      interruption.abort(enough);
      await removal;
      expect(await goesOn()).toBe(true);
    });
  });

  it("goes on where the process that resets is killed in the middle", async () => {
    await whileTheApiIsSilent(async () => {
      const other = await otherProcess(cluster.state, "vitest worker 2", [run]);
      await expect.poll(goesOn, patience).toBe(false);
      await other.kill();
      await expect.poll(goesOn, patience).toBe(true);
    });
  });
});

describe("a cluster that another process uses", () => {
  let other: OtherProcess;
  beforeEach(async () => {
    other = await otherProcess(cluster.state, "vitest worker 2");
  });
  afterEach(async () => {
    await other.kill();
    await cluster.reset();
  });

  it("is not reset: the refusal names the process, and ends with it", async () => {
    await cluster.api.setVariable("left", "behind");
    // Its own use does not count.
    const release = await cluster.use("vitest worker 1");
    await expect(cluster.reset()).rejects.toThrow(
      expect.objectContaining({
        code: "AT_IN_USE",
        message: expect.stringMatching(
          new RegExp(`process ${other.pid} on \\S+ \\(vitest worker 2\\), connected since`),
        ),
      }),
    );
    expect(await cluster.api.variables()).toHaveLength(1);
    await other.kill();
    await cluster.reset();
    await release();
    expect(await cluster.api.variables()).toEqual([]);
  });

  it("is reset by whom that process has lent it to, which another process is not", async () => {
    await cluster.api.setVariable("left", "behind");
    const lender = { pid: other.pid, host: hostname() };
    const borrower = await StartedAirflowCluster.connect({ ...cluster.state, lender });
    await borrower.reset();
    await borrower.stop({ remove: false });
    expect(await cluster.api.variables()).toEqual([]);
    const stranger = await StartedAirflowCluster.connect({ ...cluster.state, lender: { ...lender, pid: 1 } });
    await expect(stranger.reset()).rejects.toMatchObject({ code: "AT_IN_USE" });
    await stranger.stop({ remove: false });
  });

  it("can be cleaned of one's own runs, running or not, while those of others go on", async () => {
    const theirs = await underWay("deaf", ["running"]);
    const { runId } = await cluster.dag("quick").run({ within: 60_000 });
    const mine = await underWay("long_line", ["running", "queued"]);

    const stopped = await cluster.removeRuns([mine, { dagId: "quick", runId }, { dagId: "quick", runId: "never was" }]);
    expect(stopped).toEqual([{ ...mine, state: "running", note: null }]);
    expect(await stateOf("dag_run", "true")).toEqual(["running"]);
    expect(await stateOf("task_instance", "true")).toEqual(["running"]);
    expect(await stateOf("log", `run_id <> '${theirs.runId}'`).catch(() => "no state")).toBe("no state");
    const { logs, messages } = await clusterFacts(cluster);
    expect(logs.filter((file) => !file.includes(theirs.runId))).toEqual([]);
    expect(messages.default).toBe(0);
    const before = Number(await withRedis(cluster, (client) => client.get("beats")));
    await expect.poll(() => withRedis(cluster, (client) => client.get("beats")), patience).not.toBe(String(before));
  });
});

describe("a cluster that this process uses twice", () => {
  it("is reset nevertheless", async () => {
    const again = await StartedAirflowCluster.connect(cluster.state);
    const release = await again.use("a second handle");
    await cluster.reset();
    await release();
  });
});
