import { importReason } from "../airflow/client/import-reason.ts";
import { didYouMean } from "../base/nearest.ts";
import type { StartedAirflowCluster } from "../cluster/started-airflow-cluster.ts";
import type { DagCheck } from "./definition.ts";
import type { CheckReport, Failure } from "./report.ts";

/** What the folder holds: import errors, DAGs with tasks and schedules, and what is wrong with them. */
export async function checkFolder(
  cluster: StartedAirflowCluster,
  expected: Readonly<Record<string, DagCheck>>,
  signal?: AbortSignal,
): Promise<Pick<CheckReport, "importErrors" | "dags"> & { failures: Failure[]; notes: string[] }> {
  const [errors, dags] = await Promise.all([cluster.api.importErrors({ signal }), cluster.api.dags({}, { signal })]);
  const importErrors = errors.map(({ file, error }) => ({ file, error }));
  const withTasks = await Promise.all(
    dags.map(async ({ id, schedule }) => ({
      id,
      tasks: (await cluster.api.tasks(id, { signal })).map((task) => task.id),
      schedule,
    })),
  );
  const moments = await cluster.nextRuns(4, { signal });
  const failures = [
    ...importErrors.map(({ file, error }) => failure("import-error", `${file}: ${importReason(error)}`)),
    ...silentErrors(cluster, importErrors),
    ...(await duplicates(cluster, dags.length, signal)),
    ...expectedTasks(withTasks, expected, cluster.passedOver),
    ...expectedSchedules(moments, expected),
  ];
  const notes = [
    ...Object.entries(moments).flatMap(([id, runs]) => frequent(id, minutesBetween(runs))),
    ...(cluster.passedOver.length > 0 ? [passedOver(cluster.passedOver)] : []),
  ];
  return { importErrors, dags: withTasks, failures, notes };
}

/** A parsing process that was killed leaves an error count, but no import error. */
function silentErrors(cluster: StartedAirflowCluster, known: CheckReport["importErrors"]): Failure[] {
  return cluster.parsedFiles
    .filter(({ file, errors }) => errors > 0 && !known.some((error) => error.file === file))
    .map(({ file }) => failure("parsing-died", `${file}: the process that parsed it was killed or took too long`));
}

/** Airflow keeps silent about an id in two files: the file that was parsed last has it. */
async function duplicates(cluster: StartedAirflowCluster, known: number, signal?: AbortSignal): Promise<Failure[]> {
  const counted = cluster.parsedFiles.reduce((sum, { dags }) => sum + dags, 0);
  if (counted <= known) return [];
  const found = await cluster.duplicateDags({ signal });
  return Object.entries(found).map(([id, files]) =>
    failure("duplicate-dag", `the DAG id "${id}" is in ${files.length} files: ${files.join(", ")}`),
  );
}

/** Files that nobody looked at are worth knowing, and a reason where a DAG was expected that is not there. */
function passedOver(files: readonly string[]): string {
  return (
    `DAG discovery passed over ${list(files)}: ` +
    'a file is looked at if it has "airflow" and "dag" or "asset" in it and no .airflowignore names it'
  );
}

function expectedTasks(
  dags: CheckReport["dags"],
  expected: Readonly<Record<string, DagCheck>>,
  unseen: readonly string[],
): Failure[] {
  const known = dags.map(({ id }) => id);
  return Object.entries(expected).flatMap(([id, { tasks }]) => {
    const dag = dags.find((candidate) => candidate.id === id);
    if (!dag) {
      const what = `the DAG "${id}" was not found${didYouMean(id, known)}; there are ${list(known)}`;
      return [failure("missing-dag", unseen.length > 0 ? `${what}. ${passedOver(unseen)}` : what)];
    }
    if (!tasks) return [];
    const missing = tasks.filter((task) => !dag.tasks.includes(task));
    const surplus = dag.tasks.filter((task) => !tasks.includes(task));
    return [
      ...(missing.length > 0 ? [failure("tasks", `the DAG "${id}" lacks ${list(missing)}`)] : []),
      ...(surplus.length > 0 ? [failure("tasks", `the DAG "${id}" has ${list(surplus)}, which nobody expected`)] : []),
    ];
  });
}

function expectedSchedules(
  moments: Readonly<Record<string, readonly string[]>>,
  expected: Readonly<Record<string, DagCheck>>,
): Failure[] {
  return Object.entries(expected).flatMap(([id, { everyMinutes }]) => {
    const gaps = minutesBetween(moments[id] ?? []);
    if (everyMinutes === undefined || (gaps.length > 0 && gaps.every((gap) => gap === everyMinutes))) return [];
    const observed = gaps.length === 0 ? "no schedule" : `runs ${list(gaps.map(String))} minutes apart`;
    return [failure("schedule", `the DAG "${id}" should run every ${everyMinutes} minutes, but has ${observed}`)];
  });
}

/** A cron expression with a field too many, or one meant for seconds, floods the cluster with runs. */
function frequent(id: string, gaps: readonly number[]): string[] {
  const shortest = Math.min(...gaps);
  if (shortest > 1) return [];
  return [
    `the schedule of ${id} starts a run every ${shortest === 1 ? "minute" : `${Math.round(shortest * 60)} seconds`}`,
  ];
}

/** Minutes between neighbours of ISO 8601 moments. */
function minutesBetween(moments: readonly string[]): number[] {
  return moments.slice(1).map((moment, i) => (Date.parse(moment) - Date.parse(moments[i] as string)) / 60_000);
}

function failure(code: string, message: string): Failure {
  return { code, message };
}

function list(names: readonly string[]): string {
  return names.length === 0 ? "none" : names.join(", ");
}
