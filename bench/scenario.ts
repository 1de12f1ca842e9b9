/** Names of what is measured; they are the names in the JSON document. */
export const scenarioNames = ["ready-cold", "first-run", "warm-run", "stop"] as const;

/** One of {@link scenarioNames}. */
export type ScenarioName = (typeof scenarioNames)[number];

/** Something that is measured on both sides. */
export interface Scenario {
  readonly name: ScenarioName;
  /** What is measured, for people. */
  readonly what: string;
  /** Ratio of ours to the reference that we want to reach. */
  readonly goal: number;
  /** Ratio that would be better still. */
  readonly stretch: number;
}

/** All scenarios, in the order in which one life of a cluster measures them. */
export const scenarios: readonly Scenario[] = [
  {
    name: "ready-cold",
    what: "from nothing, images present, until all components work and the DAG can be triggered",
    goal: 0.16,
    stretch: 0.12,
  },
  {
    name: "first-run",
    what: "from nothing until the first run has succeeded: one task, then four parallel tasks of 2 s",
    goal: 0.24,
    stretch: 0.2,
  },
  { name: "warm-run", what: "the second run of that DAG on the same cluster", goal: 0.8, stretch: 0.6 },
  { name: "stop", what: "until containers, networks and volumes are gone", goal: 0.1, stretch: 0.05 },
];

/** What one life of a cluster took, in seconds. */
export type Times = Readonly<Partial<Record<ScenarioName, number>>>;

/** How many runs the scenarios need. */
export function runsNeeded(wanted: readonly ScenarioName[]): number {
  if (wanted.includes("warm-run")) return 2;
  return wanted.includes("first-run") ? 1 : 0;
}
