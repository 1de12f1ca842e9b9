import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A part of the tests: a command that passes or fails, or a vitest project, whose tests count one by one. */
interface Stage {
  readonly name: string;
  readonly command: readonly string[];
  readonly project?: string;
}

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

const reports = mkdtempSync(join(tmpdir(), "airflow-testcontainers-test-"));

const vitest = (project: string): Stage => ({
  name: `${project} tests`,
  project,
  command: [
    ...["vitest", "run", "--project", project, "--reporter=default", "--reporter=json"],
    `--outputFile.json=${join(reports, `${project}.json`)}`,
  ],
});

const fast: readonly Stage[] = [
  { name: "format and lint", command: ["biome", "ci", "."] },
  { name: "types", command: ["tsc", "-p", "tsconfig.json"] },
  { name: "layers", command: ["node", "scripts/check-layers.ts"] },
  { name: "docs", command: ["node", "scripts/docs/main.ts", "--check"] },
  { name: "doc comments", command: ["typedoc", "--options", "scripts/docs/typedoc.mjs", "--emit", "none"] },
  vitest("unit"),
];

const whole: readonly Stage[] = [
  { name: "engine", command: ["node", "bin/airflow-testcontainers.js", "doctor", "--fix", "--yes"] },
  ...fast,
  { name: "pipeline on Airflow 2.11.2", command: ["node", "fixtures/pipeline/parse/parse-check.ts", "--if-possible"] },
  vitest("suites"),
  { name: "package", command: ["node", "scripts/check-package.ts"] },
];

const engine = whole.slice(0, 1);
const heavy: readonly Stage[] = [vitest("heavy")];

const [choice = ""] = process.argv.slice(2);
process.exitCode = await main(stagesOf(choice));

function stagesOf(choice: string): readonly Stage[] {
  switch (choice) {
    case "":
      return whole;
    case "--fast":
      return fast;
    case "--heavy":
      return [...engine, ...heavy];
    case "--all":
      return [...whole, ...heavy];
    default:
      throw new Error(`${choice} is not one of --fast, --heavy, --all`);
  }
}

/** Runs the stages; a failing one ends the run, since those after it take longer and build on it. */
async function main(stages: readonly Stage[]): Promise<number> {
  const total: Count = { passed: 0, failed: 0, skipped: 0 };
  for (const stage of stages) {
    const begun = performance.now();
    console.log(`\n── ${stage.name}: ${stage.command.join(" ")}`);
    const ok = await run(stage.command);
    const count = countOf(stage, ok);
    for (const key of ["passed", "failed", "skipped"] as const) total[key] += count[key];
    console.log(`── ${stage.name}: ${ok ? "ok" : "FAILED"} after ${((performance.now() - begun) / 1000).toFixed(1)} s`);
    if (!ok) break;
  }
  rmSync(reports, { recursive: true, force: true });
  if (total.skipped > 0) console.log(`\n${total.skipped} skipped`);
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 ? 1 : 0;
}

function run([program, ...args]: readonly string[]): Promise<boolean> {
  const child = spawn(program as string, args, { stdio: "inherit", shell: process.platform === "win32" });
  return new Promise((resolve) => {
    child.on("error", (error) => {
      console.error(`${program} could not be started: ${error.message}`);
      resolve(false);
    });
    child.on("exit", (code) => resolve(code === 0));
  });
}

/** A vitest project that fails without a failing test, in its set-up for example, counts as one failure. */
function countOf({ project }: Stage, ok: boolean): Count {
  const one = { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
  if (project === undefined) return one;
  try {
    const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(
      readFileSync(join(reports, `${project}.json`), "utf8"),
    ) as Record<string, number>;
    const failed = numFailedTests ?? 0;
    return { passed: numPassedTests ?? 0, failed: ok ? failed : Math.max(1, failed), skipped: numPendingTests ?? 0 };
  } catch {
    return one;
  }
}
