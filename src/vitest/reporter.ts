import type { Reporter, TestCase, Vitest } from "vitest/node";
import type { TestRuns } from "./test-runs.ts";

/**
 * Tells at the end of a vitest run which dag runs the failed tests had asked for:
 * `reporters: ["default", "airflow-testcontainers/reporter"]`.
 */
export default class AirflowReporter implements Reporter {
  private readonly failed: { readonly test: string; readonly runs: TestRuns }[] = [];

  private vitest: Vitest | undefined;

  /** Called by vitest before anything else. */
  onInit(vitest: Vitest): void {
    this.vitest = vitest;
  }

  onTestCaseResult(testCase: TestCase): void {
    const { airflow: runs } = testCase.meta();
    if (testCase.result().state === "failed" && runs && runs.length > 0) {
      this.failed.push({ test: testCase.fullName, runs });
    }
  }

  onTestRunEnd(): void {
    if (this.failed.length === 0) return;
    const lines = this.failed.flatMap(({ test, runs }) => [
      `  ${test}`,
      ...runs.map(({ dagId, runId }) => `    ${dagId} ${runId}`),
    ]);
    this.vitest?.logger.log(`\n dag runs of failed tests\n${lines.join("\n")}`);
    this.failed.length = 0;
  }
}
