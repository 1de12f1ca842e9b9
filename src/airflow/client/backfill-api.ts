import type { CallOptions } from "./call-options.ts";
import type { DagRun } from "./run-api.ts";

/** Which runs of a scheduled DAG are to be made up for. */
export interface BackfillRequest {
  /** First and last logical date, in ISO 8601; both count. */
  readonly from: string;
  /** Last logical date, in ISO 8601; it counts. */
  readonly to: string;
  /** Configuration of the runs. @default {} */
  readonly conf?: Readonly<Record<string, unknown>>;
  /** Runs at the same time. @default 10 */
  readonly maxActiveRuns?: number;
  /** What to do with moments that have a run already: nothing, or run it again if it failed, or in any case. @default "none" */
  readonly reprocess?: "none" | "failed" | "completed";
  /** The latest moment first. @default false */
  readonly backwards?: boolean;
}

/** A backfill as Airflow knows it. */
export interface Backfill {
  /** Airflow's number of it. */
  readonly id: number;
  /** Id of the DAG. */
  readonly dagId: string;
  /** First logical date, in ISO 8601. */
  readonly from: string;
  /** Last logical date, in ISO 8601. */
  readonly to: string;
  /** When it was asked for, in ISO 8601. */
  readonly createdAt: string;
  /** Set by the scheduler up to half a minute after the last run has ended. */
  readonly completedAt: string | null;
}

/** Backfills. A DAG that does not exist throws ApiError `AT_NOT_FOUND` naming the nearest one. */
export interface BackfillApi {
  /**
   * Makes the runs of a backfill; the scheduler begins with them.
   * @throws ApiError `AT_API`, with the status 409 while an earlier backfill of the DAG is not completed
   */
  backfill(dagId: string, request: BackfillRequest, options?: CallOptions): Promise<Backfill>;
  /** Backfills of a DAG, the newest first. */
  backfills(dagId: string, options?: CallOptions): Promise<Backfill[]>;
  /**
   * Runs that a backfill made or began again, by logical date. Airflow does not tell them apart from those that are
   * backfilled or cleared later, so ask when it has just been made.
   */
  backfillRuns(backfill: Backfill, options?: CallOptions): Promise<DagRun[]>;
}
