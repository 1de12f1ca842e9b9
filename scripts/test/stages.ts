/** A part of the tests: a command that passes or fails, or a vitest project, whose tests count one by one. */
export interface Stage {
  readonly name: string;
  readonly command: readonly string[];
  readonly project?: string;
}

/** Stages that run at once; none needs another. */
export type Group = readonly Stage[];

const vitest = (project: string): Stage => ({
  name: `${project} tests`,
  project,
  command: ["vitest", "run", "--project", project],
});

/** What takes longest comes first, so that no core is idle in the end. */
const fast: Group = [
  vitest("unit"),
  { name: "doc comments", command: ["typedoc", "--options", "scripts/docs/typedoc.mjs", "--emit", "none"] },
  { name: "types", command: ["tsc", "-p", "tsconfig.json"] },
  { name: "docs", command: ["node", "scripts/docs/main.ts", "--check"] },
  { name: "layers", command: ["node", "scripts/check-layers.ts"] },
  { name: "format and lint", command: ["biome", "ci", "."] },
];

const engine: Group = [
  { name: "engine", command: ["node", "bin/airflow-testcontainers.js", "doctor", "--fix", "--yes"] },
];

const heavy: Group = [vitest("heavy")];

const whole: readonly Group[] = [
  engine,
  fast,
  [
    {
      name: "pipeline on Airflow 2.11.2",
      command: ["node", "fixtures/pipeline/parse/parse-check.ts", "--if-possible"],
    },
  ],
  [vitest("suites")],
  [{ name: "package", command: ["node", "scripts/check-package.ts"] }],
];

/** What the command line asks for, one group after another. */
export function groupsOf(choice: string): readonly Group[] {
  switch (choice) {
    case "":
      return whole;
    case "--fast":
      return [fast];
    case "--heavy":
      return [engine, heavy];
    case "--all":
      return [...whole, heavy];
    default:
      throw new Error(`${choice} is not one of --fast, --heavy, --all`);
  }
}
