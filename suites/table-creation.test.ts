import { type RunSnapshot, type StartedAirflowCluster, timeline } from "airflow-testcontainers";
import {
  collectorLogs,
  compareReports,
  compareRows,
  expectedRows,
  generateLogs,
  type LogRow,
  pushLogs,
  type RemainingLogs,
  remainingLogs,
  reportsIn,
  type SinkTable,
} from "airflow-testcontainers/fixtures";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sharedCluster } from "./support/cluster.ts";
import { type CollectorResult, collectorResults, collectors } from "./support/collector-results.ts";
import { type LogSink, postgresSink, sqliteSink } from "./support/log-sinks.ts";

const logs = generateLogs({ seed: 201, count: 1_000 });
const rows = expectedRows(logs);
const errors = logs.filter(({ check }) => check === 1).map(({ time, level, id }): LogRow => ({ time, level, id }));
const nothing = { missing: [], unexpected: [], duplicated: [] };

let cluster: StartedAirflowCluster;
let sinks: Record<"postgres" | "sqlite", LogSink>;
let queued: RemainingLogs;
let run: RunSnapshot;
let results: Record<string, CollectorResult>;
let reported: string;

beforeAll(async () => {
  cluster = await sharedCluster();
  sinks = { postgres: postgresSink(cluster), sqlite: sqliteSink(cluster, "worker-1") };
  await dropTables();
  await pushLogs(await cluster.redis.hostUri(), logs);
  queued = await remainingLogs(await cluster.redis.hostUri());
  run = await cluster.dag("collect_logs").run();
  results = await collectorResults(cluster, run);
  reported = (await Promise.all(collectorLogs(cluster, run))).join("\n");
});
afterAll(() => dropTables());

/** The other suites' rows, and ours; control: without its table a sink cannot be read. */
async function dropTables(): Promise<void> {
  for (const sink of Object.values(sinks ?? {})) {
    await sink.drop();
    await expect(sink.read()).rejects.toMatchObject({ code: "AT_SINK" });
  }
}

const sinkNames = ["postgres", "sqlite"] as const;

describe.each(sinkNames)("the table logging in %s", (name) => {
  const types = {
    postgres: ["timestamp with time zone", "text", "bigint"],
    sqlite: ["TEXT", "TEXT", "INTEGER"],
  };

  it("has been created with the columns time, level and id", async () => {
    const { columns, ...table } = await sinks[name].read();
    expect(columns).toEqual(["time", "level", "id"]);
    expect(table.types).toEqual(types[name]);
  });

  it("holds every log without an error once, no error and nothing else", async () => {
    const found = (await sinks[name].read()).rows;
    expect(compareRows(rows, found)).toEqual(nothing);
    expect(found).toHaveLength(rows.length);
    expect(errors).toHaveLength(100);
  });

  it("control: a row that got lost and one of an error are found in it", async () => {
    const [lost, error] = [rows[0] as LogRow, errors[0] as LogRow];
    await sinks[name].renumber(lost.id, error.id);
    try {
      const { rows: found } = await sinks[name].read();
      expect(compareRows(rows, found)).toEqual({
        missing: [lost],
        unexpected: [{ ...lost, id: error.id }],
        duplicated: [],
      });
    } finally {
      await sinks[name].renumber(error.id, lost.id);
    }
    expect(compareRows(rows, (await sinks[name].read()).rows)).toEqual(nothing);
  });

  it("control: a row that is there twice and one with a wrong level are found in a copy", async () => {
    const [first, second, ...others] = (await sinks[name].read()).rows as [LogRow, LogRow, ...LogRow[]];
    const wrong = { ...second, level: "ERROR" };
    expect(compareRows(rows, [first, first, wrong, ...others])).toEqual({
      missing: [second],
      unexpected: [wrong],
      duplicated: [first],
    });
  });
});

describe("the logs in Redis", () => {
  it("were all waiting before the run, and none is left after it", async () => {
    expect(queued).toEqual({ waiting: logs.length, taken: {} });
    expect(await remainingLogs(await cluster.redis.hostUri())).toEqual({ waiting: 0, taken: {} });
  });
});

describe("the reports in the task logs", () => {
  it("have each log once: stored, or skipped for an error", () => {
    expect(run.state).toBe("success");
    expect(compareReports(logs, reportsIn(reported))).toEqual(nothing);
  });

  it("have the messages as they were written, the Korean ones too", () => {
    const korean = logs.filter(({ message }) => /[가-힣]/.test(message));
    expect(korean.length).toBeGreaterThan(100);
    const lines = new Set(reported.split("\n"));
    for (const { id, check, message } of korean) {
      expect(lines).toContain(`log ${id} ${check === 0 ? "stored" : "skipped (error)"}: ${message}`);
    }
  });

  it("control: a report that is missing, one that is there twice and one with the wrong outcome are found", () => {
    const [first, second, third, ...others] = reportsIn(reported);
    const wrong = { id: third?.id ?? 0, outcome: third?.outcome === "stored" ? "skipped" : "stored" } as const;
    const text = [second, second, wrong, ...others]
      .map((report) => `log ${report?.id} ${report?.outcome === "stored" ? "stored" : "skipped (error)"}: …`)
      .join("\n");
    const { missing, unexpected, duplicated } = compareReports(logs, reportsIn(text));
    expect(new Set(missing)).toEqual(new Set([first, third]));
    expect({ unexpected, duplicated }).toEqual({ unexpected: [wrong], duplicated: [second] });
  });
});

describe("several writers", () => {
  it("wrote to the SQLite file at once, from both workers, without one failing", () => {
    const line = timeline(run, { tasks: /^collector_/ });
    expect(line.allAtOnce).toBeGreaterThan(0);
    expect(line.workers).toEqual(cluster.componentsOf("worker").map(({ alias }) => alias));
    expect(run.tasks.map(({ tryNumber }) => tryNumber)).toEqual(Array(collectors.length + 1).fill(1));
    for (const collector of collectors) expect(results[collector]?.stored, collector).toBeGreaterThan(0);
  });

  it("together handled what there was", () => {
    const sum = (what: "popped" | "stored" | "skipped") =>
      Object.values(results).reduce((total, result) => total + result[what], 0);
    expect([sum("popped"), sum("stored"), sum("skipped")]).toEqual([logs.length, rows.length, errors.length]);
  });

  it("see the same file on every worker", async () => {
    expect(await sqliteSink(cluster, "worker-2").read()).toEqual(await sinks.sqlite.read());
  });
});

describe("a second run", () => {
  it("changes nothing", async () => {
    const read = () => Promise.all(sinkNames.map((name): Promise<SinkTable> => sinks[name].read()));
    const before = await read();
    const again = await cluster.dag("collect_logs").run();
    expect(again.state).toBe("success");
    expect(again.tasks.find(({ taskId }) => taskId === "if_exists_table")?.state).toBe("success");
    expect(await read()).toEqual(before);
  });
});
