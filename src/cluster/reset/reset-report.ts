import type { ActiveRun } from "../../airflow/clean-state.ts";

/** What a reset found and did; plain frozen data. */
export interface ResetReport {
  /** Runs that were still queued or running, or had a task with a worker: what a test left behind. */
  readonly stopped: readonly ActiveRun[];
  /** What was dropped in the database, such as `table public.logging`. */
  readonly dropped: readonly string[];
  /** How long it took. */
  readonly seconds: number;
}
