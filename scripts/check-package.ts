import { execFileSync } from "node:child_process";

/** Checks what would be published: built anew, its file list and size, its types and entry points, nothing unused. */
const MOST_BYTES = 600_000;

const run = (program: string, ...args: string[]) => execFileSync(program, args, { stdio: "inherit" });

run("npm", "run", "--silent", "build");
const [packed] = JSON.parse(
  execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { encoding: "utf8" }),
) as [{ size: number; unpackedSize: number; files: { path: string }[] }];
const paths = packed.files.map(({ path }) => path);
console.log(`${paths.length} files, ${packed.size} bytes packed, ${packed.unpackedSize} unpacked`);

const faults = [
  ...(packed.size > MOST_BYTES ? [`packed it has more than ${MOST_BYTES} bytes`] : []),
  ...paths.filter((path) => /\.test\.|__pycache__|(^|\/)suites\/|\.db$/.test(path)).map((path) => `${path} is packed`),
  ...required()
    .filter((path) => !paths.includes(path))
    .map((path) => `${path} is not packed`),
];
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);

run("publint", "--strict");
run("attw", "--pack", ".", "--profile", "esm-only");
run("knip");

/** Files that nothing imports and the package needs all the same. */
function required(): string[] {
  return [
    ...["LICENSE", "README.md", "bin/airflow-testcontainers.js", "dist/src/cli/run.js", "dist/fixtures/index.js"],
    ...["mydags.py", "func.py", "redisqueue.py", "constant.py"].map((name) => `fixtures/pipeline/dags/${name}`),
    ...["next-runs.py", "duplicate-dags.py", "known-settings.py", "seed.py", "signal-tasks.py"].map(
      (name) => `src/airflow/v3/${name}`,
    ),
    ...["airflow", "base", "postgres", "python", "rabbitmq", "redis", "ryuk"].map(
      (name) => `images/${name}/recipe.json`,
    ),
    "images/airflow/requirements-3.3.2.txt",
  ];
}
