import type { ActiveRun, RunKey } from "../airflow/clean-state.ts";
import type { ResetReport } from "./reset/reset-report.ts";

/** Brings a cluster to a clean state, and knows who uses it; see the methods of the same names of a started cluster. */
export interface Cleaner {
  use(what: string): Promise<() => Promise<void>>;
  reset(): Promise<ResetReport>;
  removeRuns(runs: readonly RunKey[]): Promise<readonly ActiveRun[]>;
  /** Closes all connections at once. */
  close(): void;
}
