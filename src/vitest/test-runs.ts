/** Dag runs that a test has asked for, in their order. */
export type TestRuns = readonly { readonly dagId: string; readonly runId: string }[];

declare module "vitest" {
  interface TaskMeta {
    /** Dag runs that the test has asked for. */
    airflow?: TestRuns;
  }
}
