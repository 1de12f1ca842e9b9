const layers = [
  "base",
  "engine",
  "images",
  "containers",
  "results",
  "airflow",
  "cluster",
  "check",
  "evidence",
  "vitest",
  "cli",
];

/** A folder of src/ imports only from folders before it in the list; vitest/ and cli/ do not import each other. */
const downward = layers.slice(0, -1).map((layer, i) => ({
  name: `${layer}-imports-downward-only`,
  severity: "error",
  from: { path: `^src/${layer}/` },
  to: { path: `^src/(${layers.slice(i + 1).join("|")})/` },
}));

export default {
  forbidden: [
    ...downward,
    { name: "cli-without-vitest", severity: "error", from: { path: "^src/cli/" }, to: { path: "^src/vitest/" } },
    {
      name: "vitest-in-one-folder",
      severity: "error",
      from: { path: "^(src|fixtures)/", pathNot: ["^src/vitest/", "\\.test\\.ts$"] },
      to: { path: "node_modules/vitest/" },
    },
    {
      name: "core-without-vitest",
      comment: "Who has no vitest installed can use the core and the fixtures.",
      severity: "error",
      from: { path: "^(src|fixtures)/index\\.ts$" },
      to: { path: "node_modules/vitest/", reachable: true },
    },
    {
      name: "src-without-fixtures",
      comment: "What we ship to everyone does not depend on the scenario it is proved on; vitest's fixtures wrap ours.",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^(fixtures|suites|bench)/", pathNot: "^fixtures/[^/]+$" },
    },
    {
      name: "fixtures-only-for-vitest",
      severity: "error",
      from: { path: "^src/", pathNot: "^src/vitest/" },
      to: { path: "^fixtures/" },
    },
    {
      name: "fixtures-up-to-cluster",
      severity: "error",
      from: { path: "^fixtures/" },
      to: { path: "^src/(evidence|vitest|cli)/" },
    },
    {
      name: "suites-like-a-stranger",
      comment: "Suites import what a downstream project could import: an entry point or the fixtures.",
      severity: "error",
      from: { path: "^suites/" },
      to: { path: "^src/", pathNot: "^src/(index|vitest/(index|config))\\.ts$" },
    },
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    { name: "no-orphan-targets", severity: "error", from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "node", "default"] },
  },
};
