import { HarnessError, reasonOf } from "../base/harness-error.ts";
import { AirflowCluster } from "../cluster/airflow-cluster.ts";
import type { BootOptions } from "../cluster/guarded-boot.ts";
import { keptLine } from "../cluster/kept/kept-line.ts";
import type { StartedAirflowCluster } from "../cluster/started-airflow-cluster.ts";
import { judgeParallel } from "../results/judge/parallel.ts";
import type { RunSnapshot } from "../results/run-snapshot.ts";
import { taskLabel } from "../results/task-label.ts";
import { checkFolder } from "./check-folder.ts";
import { checkSettings } from "./check-settings.ts";
import type { CheckContext, CheckDefinition, RunCheck, TableCheck } from "./definition.ts";
import type { CheckReport, Failure, ReportedRun } from "./report.ts";

/** How a check is watched and interrupted. */
export interface CheckOptions extends BootOptions {
  /** Told when the cluster works; the check waits for what it does. */
  onBooted?: (cluster: StartedAirflowCluster) => void | Promise<void>;
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
 * Starts the cluster, looks at everything that the definition names and removes the cluster again, unless it is kept.
 * What does not hold becomes a failure in the report, which is filled as the check goes on, so that it is worth printing
 * after an error.
 * @throws HarnessError where the cluster did not come up; see `AirflowCluster.start`
 */
export async function runCheck(
  definition: CheckDefinition,
  report: CheckReport,
  options: CheckOptions = {},
): Promise<CheckOutcome> {
  const { onProgress = () => {}, signal } = options;
  const cluster = await new AirflowCluster({ reuse: "if-up", ...definition.cluster }).start(options);
  let reason: unknown;
  try {
    await options.onBooted?.(cluster);
    if (cluster.reused) onProgress(keptLine(cluster));
    const { seconds, steps } = cluster.boot;
    report.boot = { seconds, steps };
    onProgress("looking at settings, DAGs and schedules");
    const { executor, version, failures } = await checkSettings(cluster);
    report.airflow = { version, executor };
    report.failures.push(...failures);
    const named = definition.runs ?? [];
    const expected = { ...Object.fromEntries(named.map(({ dag }) => [dag, {}])), ...definition.dags };
    const folder = await checkFolder(cluster, expected, signal);
    Object.assign(report, { importErrors: folder.importErrors, dags: folder.dags });
    report.failures.push(...folder.failures);

    const attempt = attempts(report, signal);
    await attempt("prepare", async () => definition.prepare?.(cluster));
    // One that is not there is a failure of the folder already.
    const there = named.filter(({ dag }) => folder.dags.some(({ id }) => id === dag));
    const checks = options.runAll ? folder.dags.map(({ id }) => ({ dag: id })) : there;
    const runs: RunSnapshot[] = [];
    for (const check of checks) {
      signal?.throwIfAborted();
      await attempt(check.dag, async () => void runs.push(await runOne(cluster, check, report, options)));
    }
    const context = { cluster, runs };
    for (const table of definition.tables ?? []) {
      await attempt(`the table ${table.name} in ${table.sink}`, () => checkTable(table, context, report));
    }
    const proofs: { name: string; ok: boolean }[] = [];
    for (const [name, prove] of Object.entries(definition.proofs ?? {})) {
      const before = report.failures.length;
      await attempt(name, async () => {
        for (const fault of await prove(context)) fail(report, "proof", `${name}: ${fault}`);
      });
      proofs.push({ name, ok: report.failures.length === before });
    }
    const restarts = await cluster.restarts();
    report.ok = report.failures.length === 0;
    return { runs, proofs, restarts, notes: [...cluster.boot.warnings, ...folder.notes] };
  } catch (error) {
    reason = error;
    throw error;
  } finally {
    onProgress(cluster.state.kept ? "letting go of the cluster" : "removing the cluster");
    await cluster.stop().catch((error: unknown) => {
      // Why the check ended is more important than that its end was untidy.
      if (reason === undefined) throw error;
      onProgress(`not everything could be removed: ${reasonOf(error)}`);
    });
  }
}

/**
 * Tries a part of the check. What it throws, code of the user's included, is a failure of the check, so that the other
 * parts are still looked at; only an interruption goes on.
 */
function attempts(report: CheckReport, signal: AbortSignal | undefined) {
  return async (name: string, part: () => Promise<unknown>): Promise<void> => {
    try {
      await part();
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof HarnessError) fail(report, error.code, error.message);
      else fail(report, "threw", `${name} threw: ${reasonOf(error)}`);
    }
  };
}

async function runOne(
  cluster: StartedAirflowCluster,
  check: RunCheck,
  report: CheckReport,
  { onProgress = () => {}, signal }: CheckOptions,
): Promise<RunSnapshot> {
  onProgress(`running ${check.dag}`);
  const dag = cluster.dag(check.dag);
  // A run of a paused DAG would stay queued; schedules are off, so nothing else begins with it.
  await dag.unpause();
  const run = await dag.run({
    conf: check.conf,
    within: (check.timeout ?? 600) * 1000,
    signal,
    onState: (state) => onProgress(`running ${check.dag}: ${state}`),
  });
  const verdict = judgeParallel(run, check.parallel ?? { tasks: /./, atLeast: 0 });
  report.runs.push(reported(run, { max: verdict.max, workers: verdict.workers }));
  if (run.state !== "success") fail(report, "run-failed", failedRun(run));
  if (check.parallel && !verdict.ok) fail(report, "not-parallel", verdict.message);
  return run;
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

function failedRun(run: RunSnapshot): string {
  const bad = run.tasks.filter(({ state }) => state !== "success" && state !== "skipped");
  const tasks = bad.map((task) => {
    const { state, tryNumber } = task;
    return `${taskLabel(task)} ${state ?? "not run"}${tryNumber > 1 ? ` (try ${tryNumber})` : ""}`;
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
