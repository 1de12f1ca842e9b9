import { describe, expect, it } from "vitest";
import type { Environment } from "./environment.ts";
import type { Sample } from "./job.ts";
import { type Samples, summarize } from "./report.ts";
import type { ScenarioName } from "./scenario.ts";
import { renderReport } from "./table.ts";

const samples: Samples = new Map<ScenarioName, Sample[]>([
  ["delay", [{ ours: 0.14 }, { ours: 0.2 }, { ours: 0.17 }]],
  ["stop", [1, 3, 2].map((ours, i) => ({ ours, reference: [20, 12, 50][i] }))],
  ["ready-cold", [10, 30, 20].map((ours, i) => ({ ours, reference: [100, 90, 80][i] }))],
  ["memory-services", [{ ours: 1587 }, { ours: 1587 }]],
]);
const all = new Set(samples.keys());

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
  runs: 5,
  pairs: 3,
  busyBefore: { median: 1, min: 0, max: 40 },
};

describe("summarize", () => {
  it("divides pair by pair, so that the ratio's spread is that of pairs", () => {
    const [ready] = summarize(samples, new Set(["ready-cold"] as const));
    expect(ready).toMatchObject({
      name: "ready-cold",
      unit: "s",
      ours: { median: 20, min: 10, max: 30 },
      reference: { what: "docker compose", median: 90, min: 80, max: 100 },
      ratio: { median: 0.25, min: 0.1, max: 0.333 },
      goal: 0.16,
      stretch: 0.12,
    });
  });

  it("has no reference and no ratio where the goal is an amount", () => {
    const [delay] = summarize(samples, new Set(["delay"] as const));
    expect(delay).toMatchObject({ unit: "s", ours: { median: 0.17, min: 0.14, max: 0.2 }, goal: 0.15 });
    expect(Object.keys(delay ?? {})).not.toContain("ratio");
    expect(Object.keys(delay ?? {})).not.toContain("reference");
  });

  it("keeps the order of the scenarios and leaves out what is not wanted", () => {
    const names = summarize(samples, new Set(["delay", "stop", "ready-cold"] as const)).map(({ name }) => name);
    expect(names).toEqual(["ready-cold", "stop", "delay"]);
  });

  it("refuses a scenario that was not measured, or without its reference", () => {
    expect(() => summarize(samples, new Set(["warm-run"] as const))).toThrow("warm-run was not measured");
    const alone: Samples = new Map([["attach", [{ ours: 1 }]]]);
    expect(() => summarize(alone, new Set(["attach"] as const))).toThrow(
      "attach was measured without vitest without a cluster",
    );
  });
});

describe("renderReport", () => {
  it("shows goals of both kinds, and tells of disturbance", () => {
    expect(renderReport({ environment, scenarios: summarize(samples, all) })).toMatchInlineSnapshot(`
      "| scenario        |                     ours |          compared with |               ratio |        goal |       reached |
      | --------------- | -----------------------: | ---------------------: | ------------------: | ----------: | ------------: |
      | ready-cold      |    20.0 s (10.0 to 30.0) | 90.0 s (80.0 to 100.0) | 0.25 (0.10 to 0.33) |     <= 0.16 |            no |
      | stop            |    2.00 s (1.00 to 3.00) |  20.0 s (12.0 to 50.0) | 0.05 (0.04 to 0.25) |      <= 0.1 | yes, and 0.05 |
      | delay           | 0.170 s (0.140 to 0.200) |                        |                     |   <= 0.15 s |            no |
      | memory-services |                 1587 MiB |                        |                     | <= 1638 MiB |           yes |

      Median (smallest to largest).

      - \`ready-cold\`: from nothing, images present, until all components work and the DAG can be triggered; compared with docker compose
      - \`stop\`: until containers, networks and volumes are gone; compared with docker compose
      - \`delay\`: from the end of a run, as Airflow's database has it, until the wait for it returns
      - \`memory-services\`: all containers of \`ready-cold\` together, right after they are ready

      - 2026-01-02T03:04:05.000Z, 5 repetitions, 3 pairs with docker compose
      - 2 CPUs (Some Processor), 8.0 GiB of memory, Node 24.0.0
      - engine 20.10.24 (API 1.41), docker-compose 1.29.2
      - Airflow 3.3.2; \`ready-cold\` and what belongs to it with 2 workers of 2 slots each
      - images airflow:1, postgres:2, rabbitmq:3
      - processors in use by others before each measurement: 1 % (0 to 40); others disturbed these figures"
    `);
  });

  it("shows no range for a single run, and nothing of compose where it was not needed", () => {
    const text = renderReport({
      environment: { ...environment, compose: undefined, pairs: 0, busyBefore: { median: 3, min: 3, max: 3 } },
      scenarios: summarize(new Map([["delay", [{ ours: 0.04 }]]]), new Set(["delay"] as const)),
    });
    expect(text.split("\n")[2]).toMatchInlineSnapshot(
      `"| delay    | 0.040 s |               |       | <= 0.15 s | yes, and 0.05 |"`,
    );
    expect(text).not.toContain("disturbed");
    expect(text).not.toContain("compose");
  });
});
