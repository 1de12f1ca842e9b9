/** Names of what is measured; they are the names in the JSON document, in its order. */
export const scenarioNames = [
  "ready-cold",
  "ready-cold-cpu",
  "first-run",
  "warm-run",
  "stop",
  "attach",
  "dag-change",
  "reset",
  "reset-growth",
  "delay",
  "delay-load",
  "memory",
  "memory-services",
  "cpu",
  "timeline",
  "timeline-fetch",
] as const;

/** One of {@link scenarioNames}. */
export type ScenarioName = (typeof scenarioNames)[number];

/** What an amount is counted in: seconds, 10^6 bytes, 2^20 bytes, processor cores. */
export type Unit = "s" | "MB" | "MiB" | "cores";

/** What we want to reach: at most an amount, or at most a ratio to something that is measured with it. */
type Goal =
  | { readonly of: "amount"; readonly most: number; readonly stretch?: number }
  | { readonly of: "ratio"; readonly to: string; readonly most: number; readonly stretch?: number };

/** Something that is measured. */
export interface Scenario {
  /** For people. */
  readonly what: string;
  readonly unit: Unit;
  readonly goal: Goal;
}

const COMPOSE = "docker compose";

/** All scenarios. */
export const scenarios: Readonly<Record<ScenarioName, Scenario>> = {
  "ready-cold": {
    what: "from nothing, images present, until all components work and the DAG can be triggered",
    unit: "s",
    goal: { of: "ratio", to: COMPOSE, most: 0.16, stretch: 0.12 },
  },
  "ready-cold-cpu": {
    what: "the same time, against the processor time that all containers and our process used until then",
    unit: "s",
    goal: { of: "ratio", to: "CPU-seconds used, divided by the cores", most: 1.2 },
  },
  "first-run": {
    what: "from nothing until the first run has succeeded: one task, then four parallel tasks of 2 s",
    unit: "s",
    goal: { of: "ratio", to: COMPOSE, most: 0.24, stretch: 0.2 },
  },
  "warm-run": {
    what: "the second run of that DAG on the same cluster",
    unit: "s",
    goal: { of: "ratio", to: COMPOSE, most: 0.8, stretch: 0.6 },
  },
  stop: {
    what: "until containers, networks and volumes are gone",
    unit: "s",
    goal: { of: "ratio", to: COMPOSE, most: 0.1, stretch: 0.05 },
  },
  attach: {
    what: "from spawning `vitest run` to the first line of the first test, on a kept cluster",
    unit: "s",
    goal: { of: "ratio", to: "vitest without a cluster", most: 2, stretch: 1.6 },
  },
  "dag-change": {
    what: "from saving a DAG file until it can be triggered with its new content",
    unit: "s",
    goal: { of: "amount", most: 2, stretch: 1 },
  },
  reset: {
    what: "a reset after a run, with nothing running",
    unit: "s",
    goal: { of: "amount", most: 0.3, stretch: 0.1 },
  },
  "reset-growth": {
    what: "300 resets in a row: around the last",
    unit: "s",
    goal: { of: "ratio", to: "around the 10th", most: 1.1 },
  },
  delay: {
    what: "from the end of a run, as Airflow's database has it, until the wait for it returns",
    unit: "s",
    goal: { of: "amount", most: 0.15, stretch: 0.05 },
  },
  "delay-load": {
    what: "what a wait for a running task adds to the load of the API server",
    unit: "cores",
    goal: { of: "amount", most: 0.03 },
  },
  memory: {
    what: "our own process that starts and stops the cluster of `ready-cold`, at its largest",
    unit: "MB",
    goal: { of: "amount", most: 150 },
  },
  "memory-services": {
    what: "all containers of `ready-cold` together, right after they are ready",
    unit: "MiB",
    goal: { of: "amount", most: 1638 },
  },
  cpu: {
    what: "processor time of our own process, from its start until the cluster of `ready-cold` is ready",
    unit: "s",
    goal: { of: "amount", most: 1 },
  },
  timeline: {
    what: "the analysis of a run with 5,000 mapped task instances",
    unit: "s",
    goal: { of: "amount", most: 0.5 },
  },
  "timeline-fetch": {
    what: "reading 5,000 task instances of a run through the API, in pages of 100",
    unit: "s",
    goal: { of: "amount", most: 0.5 },
  },
};

/** The scenarios that a name stands for: those with a suffix belong to it. None for an unknown name. */
export function scenariosOf(name: string): ScenarioName[] {
  const known = scenarioNames.some((one) => one === name);
  return known ? scenarioNames.filter((one) => one === name || one.startsWith(`${name}-`)) : [];
}
