import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Stage } from "./stages.ts";

export interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const folder = mkdtempSync(join(tmpdir(), "airflow-testcontainers-test-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** The command of a stage; a vitest project reports into a file besides what it prints. */
export function reported({ command, project }: Stage): readonly string[] {
  if (project === undefined) return command;
  return [...command, "--reporter=default", "--reporter=json", `--outputFile.json=${fileOf(project)}`];
}

/** A vitest project that fails without a failing test, in its set-up for example, counts as one failure. */
export function countOf({ project }: Stage, ok: boolean): Count {
  const one = { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
  if (project === undefined) return one;
  try {
    const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(
      readFileSync(fileOf(project), "utf8"),
    ) as Record<string, number>;
    const failed = numFailedTests ?? 0;
    return { passed: numPassedTests ?? 0, failed: ok ? failed : Math.max(1, failed), skipped: numPendingTests ?? 0 };
  } catch {
    return one;
  }
}

function fileOf(project: string): string {
  return join(folder, `${project}.json`);
}
