import type { RunKey } from "../airflow/clean-state.ts";

/** Dag runs that a test has asked for, in their order. */
export type TestRuns = readonly RunKey[];

declare module "vitest" {
  interface TaskMeta {
    /** Dag runs that the test has asked for. */
    airflow?: TestRuns;
  }
}
