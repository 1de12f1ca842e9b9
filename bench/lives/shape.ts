import { join } from "node:path";

/** Celery workers on both sides. */
export const WORKERS = 2;

/** Task slots of each worker on both sides. */
export const CONCURRENCY = 2;

/** The DAG files of both sides. */
export const DAGS = join(import.meta.dirname, "dags");
