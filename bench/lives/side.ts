import type { AirflowApi } from "../../src/airflow/client/airflow-api.ts";
import type { DagHandle } from "../../src/cluster/dag-handle.ts";
import type { ContainerUsage } from "../../src/containers/container-usage.ts";
import type { Tell } from "../job.ts";

/** A cluster that one side has started. */
export interface Started {
  readonly api: AirflowApi;
  dag(id: string): DagHandle;
  /** What each of its containers has used; only where this side's use is measured. */
  usage?(): Promise<Readonly<Record<string, ContainerUsage>>>;
  /** Removes everything; measured. */
  stop(): Promise<void>;
}

/** One of the two that are compared. */
export interface Side {
  /** For people, such as `docker-compose`. */
  readonly name: string;
  /** What is not part of the measurement: secrets, folders. The cluster is started with the function that comes back. */
  prepare(signal: AbortSignal): Promise<Prepared>;
}

/** A cluster that can be started now. */
export interface Prepared {
  /** Starts it and waits until it works by this side's own measure. */
  start(tell: Tell): Promise<Started>;
  /** Removes whatever is left, however the measurement ended. */
  clean(): Promise<void>;
}
