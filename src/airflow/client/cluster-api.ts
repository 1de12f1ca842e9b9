import type { CallOptions } from "./call-options.ts";

/** What Airflow says of one of its components. */
export interface ComponentHealth {
  /** `healthy` or `unhealthy`; null where the component never ran. */
  readonly status: string | null;
  /** Last heartbeat, in ISO 8601; the database has none. */
  readonly heartbeat: string | null;
}

/** Airflow's own judgement of its components. A dag processor or triggerer that never ran has null for both. */
export interface Health {
  readonly metadatabase: ComponentHealth;
  readonly scheduler: ComponentHealth;
  readonly triggerer: ComponentHealth;
  readonly dagProcessor: ComponentHealth;
}

/** A component's own entry in the metadata database. */
export interface Job {
  readonly id: number;
  /** `SchedulerJob`, `DagProcessorJob` or `TriggererJob`. */
  readonly type: string | null;
  readonly state: string | null;
  readonly hostname: string | null;
  readonly start: string | null;
  readonly heartbeat: string | null;
}

/** Something that a user or a component did. */
export interface LoggedEvent {
  readonly id: number;
  readonly at: string;
  /** For example `trigger_dag_run`. */
  readonly event: string;
  readonly owner: string | null;
  readonly dagId: string | null;
  readonly runId: string | null;
  readonly taskId: string | null;
  readonly extra: string | null;
}

/** Which events are wanted. */
export interface EventFilter {
  readonly dagId?: string;
  readonly runId?: string;
  readonly event?: string;
}

/** Questions about the cluster as a whole. */
export interface ClusterApi {
  /** Needs no login. The answer's status is 200 however ill the components are. */
  health(options?: CallOptions): Promise<Health>;
  /** Airflow's version, such as `3.3.2`. Needs no login. */
  version(options?: CallOptions): Promise<string>;
  /**
   * All settings in force, by section and option; sensitive ones are masked by Airflow as `< hidden >`.
   * @throws ApiError `AT_API` where `[api] expose_config` is off
   */
  config(options?: CallOptions): Promise<Readonly<Record<string, Readonly<Record<string, string>>>>>;
  /**
   * One setting in force.
   * @throws ApiError `AT_NOT_FOUND` naming the nearest one
   */
  setting(section: string, option: string, options?: CallOptions): Promise<string>;
  /** Components by their heartbeats, the newest first, at most 100. */
  jobs(filter?: { type?: string; alive?: boolean }, options?: CallOptions): Promise<Job[]>;
  /** Events, the newest first, at most 100. */
  eventLog(filter?: EventFilter, options?: CallOptions): Promise<LoggedEvent[]>;
}
