import type { Credentials, ParsedFile, Role } from "../airflow/profile.ts";
import type { Settings } from "../airflow/settings.ts";
import type { RabbitMQLogin } from "../containers/rabbitmq-definitions.ts";
import type { PostgresLogin } from "../containers/started-postgres.ts";
import type { Reaper } from "../engine/reaper.ts";
import type { StepTime } from "./boot-graph.ts";
import type { KeptPlace } from "./kept/kept-place.ts";
import type { ProcessId } from "./reset/process-name.ts";

/** How long the start took, and each of its steps, in seconds from the beginning. */
export interface BootTimes {
  /** From the beginning of the start to its end. */
  readonly seconds: number;
  /** The steps, in the order in which they began. */
  readonly steps: readonly StepTime[];
  /** What was worth warning of, such as little memory or a setting that the image does not know. */
  readonly warnings: readonly string[];
}

/**
 * All that another process needs to use a running cluster, as plain data. It holds the cluster's passwords and keys.
 */
export interface ClusterState {
  /** Names the network, the containers and the volumes. */
  readonly id: string;
  /** Version of Airflow. */
  readonly version: string;
  /** Name of the network. */
  readonly network: string;
  /** What removes the cluster when the process that started it is gone. */
  readonly reaper: Reaper;
  /** The administrator of Airflow. */
  readonly admin: Credentials;
  /** Database and role of Airflow. */
  readonly postgres: PostgresLogin;
  /** Airflow's user of the broker. */
  readonly rabbitmq: RabbitMQLogin;
  /** RabbitMQ's administrator for the harness's own questions. */
  readonly harness: RabbitMQLogin;
  /** Undefined where the cluster has no Redis. */
  readonly redisPassword?: string;
  /** The same in every component. */
  readonly settings: Settings;
  /** Ids of the services' containers by their name on the network. */
  readonly services: Readonly<Record<string, string>>;
  /** The components with the ids of their containers. */
  readonly components: readonly {
    /** What it is. */
    readonly role: Role;
    /** Name on the network. */
    readonly alias: string;
    /** The engine's id of the container. */
    readonly containerId: string;
  }[];
  /** Absolute path of the DAG folder on the machine that started the cluster; undefined where it has none. */
  readonly dags?: string;
  /** The files that Airflow looked at in its first pass over the DAG folder. */
  readonly parsedFiles: readonly ParsedFile[];
  /** Python files of the DAG folder that discovery did not look at, relative to it. */
  readonly passedOver: readonly string[];
  /** How long the start took. */
  readonly boot: BootTimes;
  /** Where it is remembered, if it is kept for later processes: whoever stops using it does not remove it. */
  readonly kept?: KeptPlace;
  /** Whether the process that gives this state has found the cluster kept by an earlier one. @default false */
  readonly reused?: boolean;
  /**
   * The process that uses the cluster for all to whom it gives this state: its use does not keep them from resetting it,
   * as it keeps strangers. @default none
   */
  readonly lender?: ProcessId;
}
