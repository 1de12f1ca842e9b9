import type { ActiveRun, RunKey } from "../airflow/clean-state.ts";
import type { ResetOptions } from "./reset/reset-options.ts";
import type { ResetReport } from "./reset/reset-report.ts";

/** Brings a cluster to a clean state, and knows who uses it; see the methods of the same names of a started cluster. */
export interface Cleaner {
  use(what: string): Promise<() => Promise<void>>;
  reset(options?: ResetOptions): Promise<ResetReport>;
  removeRuns(runs: readonly RunKey[], options?: ResetOptions): Promise<readonly ActiveRun[]>;
  /** Closes all connections at once. */
  close(): void;
}
