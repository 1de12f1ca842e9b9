/** Dag runs that a test has asked for, in their order; a state where the test waited for the end. */
export type TestRuns = readonly { readonly dagId: string; readonly runId: string; readonly state?: string }[];

declare module "vitest" {
  interface TaskMeta {
    /** Dag runs that the test has asked for. */
    airflow?: TestRuns;
  }
}
