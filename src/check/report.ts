import type { StepTime } from "../cluster/boot-graph.ts";

/** Something that does not hold. */
export interface Failure {
  /** Stable: a code of an error, or one of the check's own, such as `import-error` or `not-parallel`. */
  readonly code: string;
  /** What does not hold, in words. */
  readonly message: string;
}

/** A run and its tasks, as `--json` prints them; times of tasks in ISO 8601. */
export interface ReportedRun {
  /** Id of the DAG. */
  readonly dag: string;
  /** Id of the run. */
  readonly runId: string;
  /** How it ended: `success` or `failed`. */
  readonly state: string;
  /** From the start of the run to its end. */
  readonly seconds: number;
  /** Its tasks, an entry for each instance of a mapped one. */
  readonly tasks: readonly ReportedTask[];
  /** What ran side by side; of the chosen tasks where the check chose some. */
  readonly parallel: {
    /** Greatest number of tasks at once. */
    readonly max: number;
    /** On how many workers they ran at that moment. */
    readonly workers: number;
  };
}

/** The last attempt at a task, as `--json` prints it; null is what Airflow does not know. */
export interface ReportedTask {
  /** Id of the task. */
  readonly id: string;
  /** From 0 in a mapped task, else -1. */
  readonly mapIndex: number;
  /** State of Airflow, such as `success`. */
  readonly state: string | null;
  /** When a worker began with it, in ISO 8601. */
  readonly start: string | null;
  /** When it ended, in ISO 8601. */
  readonly end: string | null;
  /** Worker that ran it. */
  readonly hostname: string | null;
  /** Process on that worker. */
  readonly pid: number | null;
  /** Queue that it was sent to. */
  readonly queue: string | null;
  /** From 1; 0 where Airflow never tried. */
  readonly tryNumber: number;
}

/** What a check found: the document that `--json` prints, for every exit code. */
export interface CheckReport {
  /** Whether all held. */
  ok: boolean;
  /** What Airflow says of itself. */
  airflow: {
    /** Its version, such as `3.3.2`. */
    version: string;
    /** Its executor; empty where it was not asked yet. */
    executor: string;
  };
  /** How long the start took. */
  boot: {
    /** From its beginning to its end. */
    seconds: number;
    /** The steps, in the order in which they began. */
    steps: readonly StepTime[];
  };
  /** DAG files that could not be imported. */
  importErrors: {
    /** Relative to the DAG folder. */
    file: string;
    /** The stack trace as Python wrote it. */
    error: string;
  }[];
  /** The DAGs of the folder. */
  dags: {
    /** Id of the DAG. */
    id: string;
    /** Ids of its tasks. */
    tasks: string[];
    /** Cron expression or name of the timetable; null without a schedule. */
    schedule: string | null;
  }[];
  /** The runs of the check, in their order. */
  runs: ReportedRun[];
  /** The tables that were looked at. */
  tables: {
    /** Where it is, in words. */
    sink: string;
    /** Name of the table. */
    name: string;
    /** Its columns, in their order. */
    columns: readonly string[];
    /** How many rows it has. */
    rows: number;
    /** How many it should have. */
    expectedRows: number;
  }[];
  /** What does not hold. */
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
