import type pg from "pg";
import type { StartedNetwork } from "testcontainers";
import type { AirflowApi } from "../airflow/client/airflow-api.ts";
import type { AirflowProfile } from "../airflow/profile.ts";
import { profileFor } from "../airflow/profiles.ts";
import { HarnessError } from "../base/harness-error.ts";
import { ContainerEndpoint } from "../containers/endpoint.ts";
import type { RunningContainer } from "../containers/running-container.ts";
import { StartedPostgres } from "../containers/started-postgres.ts";
import { StartedRabbitMQ } from "../containers/started-rabbitmq.ts";
import { StartedRedis } from "../containers/started-redis.ts";
import type { Engine } from "../engine/engine.ts";
import type { Cleaner } from "./cleaner.ts";
import { containersOf } from "./cluster-containers.ts";
import type { ClusterState } from "./cluster-state.ts";
import type { Component } from "./component.ts";
import type { SeenFiles } from "./dag-sync/sync-dags.ts";
import { aliases } from "./plan.ts";
import { ClusterReset } from "./reset/cluster-reset.ts";
import { RunWatch } from "./run-watch.ts";

/** What a cluster that works is made of. Of one that someone else runs, what needs a container throws `AT_NOT_AVAILABLE`. */
export interface ClusterParts extends Pick<ClusterState, "id" | "version" | "boot" | "admin" | "settings"> {
  readonly state: ClusterState;
  readonly engine: Engine;
  readonly network: StartedNetwork;
  readonly profile: AirflowProfile;
  readonly api: AirflowApi;
  readonly postgres: StartedPostgres;
  readonly rabbitmq: StartedRabbitMQ;
  /** Throws `AT_USAGE` where a cluster of ours has none. */
  readonly redis: StartedRedis;
  readonly components: readonly Component[];
  /** Tells of changes of runs; an Airflow that someone else runs has none. */
  readonly watch?: RunWatch;
  /** Brings it back to its baseline. */
  readonly cleaner: Cleaner;
  /** What Airflow has seen of the DAG folder, at the start or at the last synchronisation of this process. */
  seen: SeenFiles;
  apiUrl(): Promise<string>;
}

/** The parts of a cluster in containers of ours. */
export function containerParts(state: ClusterState, engine: Engine, network: StartedNetwork): ClusterParts {
  const profile = profileFor(state.version);
  const containers = containersOf(engine, state);
  const container = (alias: string) => containers.get(alias) as RunningContainer;
  const service = (alias: string) => new ContainerEndpoint(container(alias));
  const components = state.components.map(({ role, alias }) => ({ role, alias, container: container(alias) }));
  const redis =
    state.redisPassword === undefined
      ? undefined
      : new StartedRedis(service(aliases.redis), { password: state.redisPassword });
  const apiUrl = async () => `http://${await container(profile.api.alias).hostAddress(profile.api.port)}`;
  const api = profile.client(apiUrl, state.admin);
  const postgres = new StartedPostgres(service(aliases.postgres), state.postgres);
  const rabbitmq = new StartedRabbitMQ(service(aliases.rabbitmq), state.rabbitmq, state.harness);
  const { lender } = state;
  const pausedAtCreation = !/^(f|false|0)$/i.test(state.settings.core?.dags_are_paused_at_creation ?? "");
  return {
    ...{ ...state, state, engine, network, profile, components, apiUrl, api, postgres, rabbitmq },
    watch: new RunWatch({ connect: () => unheld(postgres), runMarks: profile.runMarks }),
    cleaner: new ClusterReset({ profile, api, postgres, rabbitmq, redis, components, pausedAtCreation, lender }),
    seen: { parsedFiles: state.parsedFiles, passedOver: state.passedOver },
    get redis() {
      if (redis) return redis;
      throw new HarnessError("AT_USAGE", "the cluster has no Redis", {
        try: "withRedis(), or the option `redis: true`",
      });
    },
  };
}

/** A connection that does not keep the process alive by itself. */
async function unheld(postgres: StartedPostgres): Promise<pg.Client> {
  // The types do not know it: https://node-postgres.com/apis/client
  const client = (await postgres.connect()) as pg.Client & { unref(): void };
  client.unref();
  return client;
}
