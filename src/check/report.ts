import type { StepTime } from "../cluster/boot-graph.ts";

/** Something that does not hold. */
export interface Failure {
  /** Stable: a code of an error, or one of the check's own, such as `import-error` or `not-parallel`. */
  readonly code: string;
  readonly message: string;
}

/** A run and its tasks, as `--json` prints them; times of tasks in ISO 8601. */
export interface ReportedRun {
  readonly dag: string;
  readonly runId: string;
  readonly state: string;
  /** From the start of the run to its end. */
  readonly seconds: number;
  readonly tasks: readonly {
    readonly id: string;
    readonly mapIndex: number;
    readonly state: string | null;
    readonly start: string | null;
    readonly end: string | null;
    readonly hostname: string | null;
    readonly pid: number | null;
    readonly queue: string | null;
    readonly tryNumber: number;
  }[];
  /** Greatest number of tasks at once, and on how many workers; of the chosen tasks where the check chose some. */
  readonly parallel: { readonly max: number; readonly workers: number };
}

/** What a check found: the document that `--json` prints, for every exit code. */
export interface CheckReport {
  ok: boolean;
  airflow: { version: string; executor: string };
  /** In seconds from the beginning. */
  boot: { seconds: number; steps: readonly StepTime[] };
  importErrors: { file: string; error: string }[];
  dags: { id: string; tasks: string[]; schedule: string | null }[];
  runs: ReportedRun[];
  tables: { sink: string; name: string; columns: readonly string[]; rows: number; expectedRows: number }[];
  failures: Failure[];
}

/** The report of a check that has not begun. */
export function emptyReport(version: string): CheckReport {
  return {
    ok: false,
    airflow: { version, executor: "" },
    boot: { seconds: 0, steps: [] },
    importErrors: [],
    dags: [],
    runs: [],
    tables: [],
    failures: [],
  };
}
