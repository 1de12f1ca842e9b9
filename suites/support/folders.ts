import { fileURLToPath } from "node:url";

const at = (path: string) => fileURLToPath(new URL(`../dags/${path}`, import.meta.url));

/** Absolute paths of the DAG folders that suites bring along. */
export const folders = {
  all: at(""),
  faulty: at("faulty"),
  scheduled: at("scheduled"),
} as const;
