import { describe, expect, it } from "vitest";
import type { Environment } from "./environment.ts";
import { type Pair, summarize } from "./report.ts";
import { renderReport } from "./table.ts";

const pairs: Pair[] = [
  { ours: { "ready-cold": 10, stop: 1 }, reference: { "ready-cold": 100, stop: 20 } },
  { ours: { "ready-cold": 30, stop: 3 }, reference: { "ready-cold": 90, stop: 12 } },
  { ours: { "ready-cold": 20, stop: 2 }, reference: { "ready-cold": 80, stop: 10 } },
];

const environment: Environment = {
  date: "2026-01-02T03:04:05.000Z",
  cpus: 2,
  cpu: "Some Processor",
  memory: 8 * 1024 ** 3,
  node: "24.0.0",
  engine: { version: "20.10.24", api: "1.41" },
  compose: "docker-compose 1.29.2",
  airflow: "3.3.2",
  images: { airflow: "airflow:1", postgres: "postgres:2", rabbitmq: "rabbitmq:3", ryuk: "ryuk:4" },
  workers: 2,
  concurrency: 2,
  runs: 3,
  busyBefore: { median: 1, min: 0, max: 40 },
};

describe("summarize", () => {
  it("divides pair by pair, so that the ratio's spread is that of pairs", () => {
    const [ready] = summarize(pairs, ["ready-cold"], "compose");
    expect(ready).toMatchObject({
      name: "ready-cold",
      unit: "s",
      ours: { median: 20, min: 10, max: 30 },
      reference: { what: "compose", median: 90, min: 80, max: 100 },
      ratio: { median: 0.25, min: 0.1, max: 0.333 },
      goal: 0.16,
    });
  });

  it("keeps the order of the scenarios and leaves out what is not wanted", () => {
    expect(summarize(pairs, ["stop", "ready-cold"], "compose").map(({ name }) => name)).toEqual(["ready-cold", "stop"]);
  });

  it("refuses a scenario that was not measured", () => {
    expect(() => summarize(pairs, ["warm-run"], "compose")).toThrow("warm-run was not measured");
  });
});

describe("renderReport", () => {
  it("aligns the columns and tells of disturbance", () => {
    const scenarios = summarize(pairs, ["ready-cold", "stop"], "docker-compose");
    expect(renderReport({ environment, scenarios })).toMatchInlineSnapshot(`
      "| scenario   | airflow-testcontainers |         docker-compose |               ratio |    goal |
      | ---------- | ---------------------: | ---------------------: | ------------------: | ------: |
      | ready-cold |  20.0 s (10.0 to 30.0) | 90.0 s (80.0 to 100.0) | 0.25 (0.10 to 0.33) | <= 0.16 |
      | stop       |     2.0 s (1.0 to 3.0) |  12.0 s (10.0 to 20.0) | 0.20 (0.05 to 0.25) |  <= 0.1 |

      Median (smallest to largest).

      - \`ready-cold\`: from nothing, images present, until all components work and the DAG can be triggered
      - \`stop\`: until containers, networks and volumes are gone

      - 2026-01-02T03:04:05.000Z, 3 runs of each, in pairs
      - 2 CPUs (Some Processor), 8.0 GiB of memory, Node 24.0.0
      - engine 20.10.24 (API 1.41), docker-compose 1.29.2
      - Airflow 3.3.2, 2 workers with 2 slots each, on both sides
      - images airflow:1, postgres:2, rabbitmq:3
      - processors in use by others before each measurement: 1 % (0 to 40); others disturbed these figures"
    `);
  });

  it("shows no range for a single run", () => {
    const scenarios = summarize(pairs.slice(0, 1), ["stop"], "docker-compose");
    const text = renderReport({
      environment: { ...environment, busyBefore: { median: 3, min: 3, max: 3 } },
      scenarios,
    });
    expect(text.split("\n")[2]).toBe("| stop     |                  1.0 s |         20.0 s |  0.05 | <= 0.1 |");
    expect(text).not.toContain("disturbed");
  });
});
