import type { AirflowApi } from "../../airflow/client/airflow-api.ts";
import type { AirflowProfile } from "../../airflow/profile.ts";
import type { StartedPostgres } from "../../containers/started-postgres.ts";
import type { StartedRabbitMQ } from "../../containers/started-rabbitmq.ts";
import type { StartedRedis } from "../../containers/started-redis.ts";
import type { ClusterState } from "../cluster-state.ts";
import type { Component } from "../component.ts";

/** The parts of a cluster that a reset works on. */
export interface ResetSite {
  readonly profile: AirflowProfile;
  readonly api: AirflowApi;
  readonly postgres: StartedPostgres;
  readonly rabbitmq: StartedRabbitMQ;
  readonly redis?: StartedRedis;
  readonly components: readonly Component[];
  /** Whether DAGs begin paused, where they do not say so themselves. */
  readonly pausedAtCreation: boolean;
  /** See {@link ClusterState.lender}. */
  readonly lender: ClusterState["lender"];
}
