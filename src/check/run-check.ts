import { HarnessError } from "../base/harness-error.ts";
import { AirflowCluster } from "../cluster/airflow-cluster.ts";
import type { BootOptions } from "../cluster/boot.ts";
import type { StartedAirflowCluster } from "../cluster/started-airflow-cluster.ts";
import { judgeParallel } from "../results/judge.ts";
import type { RunSnapshot } from "../results/run-snapshot.ts";
import { checkFolder } from "./check-folder.ts";
import { checkSettings } from "./check-settings.ts";
import type { CheckContext, CheckDefinition, RunCheck, TableCheck } from "./definition.ts";
import type { CheckReport, Failure, ReportedRun } from "./report.ts";

/** How a check is watched and interrupted. */
export interface CheckOptions extends BootOptions {
  /** Told when the cluster works. */
  onBooted?: () => void;
  /** Told in a line what the check does. */
  onProgress?: (line: string) => void;
  /** Runs every DAG that the folder has, whatever the definition names. @default false */
  runAll?: boolean;
}

/** What a check leaves: the report, and the runs whole, for whoever draws them. */
export interface CheckOutcome {
  readonly runs: readonly RunSnapshot[];
  /** The proofs of the definition by name, and whether each held. */
  readonly proofs: readonly { readonly name: string; readonly ok: boolean }[];
  /** What is worth telling and no failure, a line each. */
  readonly notes: readonly string[];
  /** Restarts by component since the cluster was ready. */
  readonly restarts: Readonly<Record<string, number>>;
}

/**
 * Starts the cluster, looks at everything that the definition names and removes the cluster again. What does not hold
 * becomes a failure in the report, which is filled as the check goes on, so that it is worth printing after an error.
 * @throws HarnessError where the cluster did not come up; see `AirflowCluster.start`
 */
export async function runCheck(
  definition: CheckDefinition,
  report: CheckReport,
  options: CheckOptions = {},
): Promise<CheckOutcome> {
  const { onProgress = () => {}, signal } = options;
  const cluster = await new AirflowCluster({ triggerer: true, ...definition.cluster }).start(options);
  try {
    options.onBooted?.();
    report.boot = cluster.boot;
    onProgress("looking at settings, DAGs and schedules");
    const { executor, version, failures } = await checkSettings(cluster);
    report.airflow = { version, executor };
    report.failures.push(...failures);
    const named = definition.runs ?? [];
    const expected = { ...Object.fromEntries(named.map(({ dag }) => [dag, {}])), ...definition.dags };
    const folder = await checkFolder(cluster, expected);
    Object.assign(report, { importErrors: folder.importErrors, dags: folder.dags });
    report.failures.push(...folder.failures);

    await definition.prepare?.(cluster);
    // A DAG that is missing is a failure already.
    const present = named.filter(({ dag }) => folder.dags.some(({ id }) => id === dag));
    const checks = options.runAll ? folder.dags.map(({ id }) => ({ dag: id })) : present;
    const runs: RunSnapshot[] = [];
    for (const check of checks) {
      signal?.throwIfAborted();
      const run = await runOne(cluster, check, report, options);
      if (run) runs.push(run);
    }
    const context = { cluster, runs };
    for (const table of definition.tables ?? []) await checkTable(table, context, report);
    const proofs = await checkProofs(definition, context, report);
    const restarts = await cluster.restarts();
    report.ok = report.failures.length === 0;
    return { runs, proofs, restarts, notes: folder.notes };
  } finally {
    onProgress("removing the cluster");
    await cluster.stop();
  }
}

async function runOne(
  cluster: StartedAirflowCluster,
  check: RunCheck,
  report: CheckReport,
  { onProgress = () => {}, signal }: CheckOptions,
): Promise<RunSnapshot | undefined> {
  onProgress(`running ${check.dag}`);
  try {
    const run = await cluster.dag(check.dag).run({
      conf: check.conf,
      timeoutMs: (check.timeout ?? 600) * 1000,
      signal,
      onState: (state) => onProgress(`running ${check.dag}: ${state}`),
    });
    const verdict = judgeParallel(run, check.parallel ?? { tasks: /./, atLeast: 0 });
    report.runs.push(reported(run, { max: verdict.max, workers: verdict.workers }));
    if (run.state !== "success") fail(report, "run-failed", failedRun(run));
    if (check.parallel && !verdict.ok) fail(report, "not-parallel", verdict.message);
    return run;
  } catch (error) {
    if (!(error instanceof HarnessError) || signal?.aborted) throw error;
    fail(report, error.code, error.message);
    return undefined;
  }
}

async function checkTable(table: TableCheck, context: CheckContext, report: CheckReport): Promise<void> {
  const { sink, name, expectedRows } = table;
  const { columns, rows, faults = [] } = await table.read(context);
  report.tables.push({ sink, name, columns, rows, expectedRows });
  const where = `the table ${name} in ${sink}`;
  if (columns.join() !== table.columns.join()) {
    fail(report, "columns", `${where} has the columns ${columns.join(", ")}, expected ${table.columns.join(", ")}`);
  }
  if (rows !== expectedRows) fail(report, "rows", `${where} has ${rows} rows, expected ${expectedRows}`);
  for (const fault of faults) fail(report, "rows", `${where}: ${fault}`);
}

async function checkProofs(
  { proofs = {} }: CheckDefinition,
  context: CheckContext,
  report: CheckReport,
): Promise<CheckOutcome["proofs"]> {
  const outcomes: { name: string; ok: boolean }[] = [];
  for (const [name, prove] of Object.entries(proofs)) {
    const faults = await prove(context);
    for (const fault of faults) fail(report, "proof", `${name}: ${fault}`);
    outcomes.push({ name, ok: faults.length === 0 });
  }
  return outcomes;
}

function failedRun(run: RunSnapshot): string {
  const bad = run.tasks.filter(({ state }) => state !== "success" && state !== "skipped");
  const tasks = bad.map(({ taskId, mapIndex, state, tryNumber }) => {
    const name = mapIndex >= 0 ? `${taskId}[${mapIndex}]` : taskId;
    return `${name} ${state ?? "not run"}${tryNumber > 1 ? ` (try ${tryNumber})` : ""}`;
  });
  return `${run.dagId} ended as ${run.state}: ${tasks.join(", ") || "no task failed"}`;
}

function reported(run: RunSnapshot, parallel: ReportedRun["parallel"]): ReportedRun {
  return {
    dag: run.dagId,
    runId: run.runId,
    state: run.state,
    seconds: run.seconds ?? 0,
    tasks: run.tasks.map(({ taskId, mapIndex, state, start, end, hostname, pid, queue, tryNumber }) => ({
      ...{ id: taskId, mapIndex, state, start, end, hostname, pid, queue, tryNumber },
    })),
    parallel,
  };
}

function fail(report: CheckReport, code: string, message: string): void {
  const failure: Failure = { code, message };
  report.failures.push(failure);
}
