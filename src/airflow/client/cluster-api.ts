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
  /** The metadata database. */
  readonly metadatabase: ComponentHealth;
  /** The schedulers: that of the newest heartbeat. */
  readonly scheduler: ComponentHealth;
  /** The triggerers: that of the newest heartbeat. */
  readonly triggerer: ComponentHealth;
  /** The DAG processors: that of the newest heartbeat. */
  readonly dagProcessor: ComponentHealth;
}

/** A component's own entry in the metadata database. */
export interface Job {
  /** Airflow's number of the entry. */
  readonly id: number;
  /** `SchedulerJob`, `DagProcessorJob` or `TriggererJob`. */
  readonly type: string | null;
  /** Such as `running`; null where nothing is known. */
  readonly state: string | null;
  /** Host of the component; in a cluster of ours its name on the network. */
  readonly hostname: string | null;
  /** When it started, in ISO 8601. */
  readonly start: string | null;
  /** Its last heartbeat, in ISO 8601. */
  readonly heartbeat: string | null;
}

/** Something that a user or a component did. */
export interface LoggedEvent {
  /** Airflow's number of the entry. */
  readonly id: number;
  /** When it happened, in ISO 8601. */
  readonly at: string;
  /** For example `trigger_dag_run`. */
  readonly event: string;
  /** Who did it: a user, or the owner of a task. */
  readonly owner: string | null;
  /** The DAG that it is about. */
  readonly dagId: string | null;
  /** The run that it is about. */
  readonly runId: string | null;
  /** The task that it is about. */
  readonly taskId: string | null;
  /** More about it, mostly JSON as text. */
  readonly extra: string | null;
}

/** Which events are wanted. */
export interface EventFilter {
  /** Only those about this DAG. */
  readonly dagId?: string;
  /** Only those about this run. */
  readonly runId?: string;
  /** Only those of this kind, such as `trigger_dag_run`. */
  readonly event?: string;
}

/** Questions about the cluster as a whole. */
export interface ClusterApi {
  /** Needs no login. The answer's status is 200 however ill the components are. */
  health(options?: CallOptions): Promise<Health>;
  /**
   * Makes sure that the login is good, by a question that anybody may ask who is logged in.
   * @throws ApiError `AT_API` with status 401 or 403 where it is not
   */
  checkLogin(options?: CallOptions): Promise<void>;
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
