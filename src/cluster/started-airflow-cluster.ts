import { getContainerRuntimeClient, StartedNetwork } from "testcontainers";
import type { AirflowApi } from "../airflow/client/airflow-api.ts";
import { parseConfigList } from "../airflow/config-list.ts";
import type { AirflowProfile, Credentials, ParsedFile, Role } from "../airflow/profile.ts";
import { profileFor } from "../airflow/profiles.ts";
import type { Settings } from "../airflow/settings.ts";
import { HarnessError } from "../base/harness-error.ts";
import { didYouMean } from "../base/nearest.ts";
import { StartedPostgres } from "../containers/postgres-container.ts";
import { StartedRabbitMQ } from "../containers/rabbitmq-container.ts";
import { StartedRedis } from "../containers/redis-container.ts";
import { type ExecResult, RunningContainer } from "../containers/running-container.ts";
import { connectEngine } from "../engine/connect-engine.ts";
import type { Engine } from "../engine/engine.ts";
import { CLUSTER_LABEL } from "../engine/labels.ts";
import { joinReaper } from "../engine/reaper.ts";
import { removeAll } from "../engine/remove-all.ts";
import type { BootTimes, ClusterState } from "./cluster-state.ts";
import type { Component } from "./component.ts";
import { DagHandle } from "./dag-handle.ts";
import { aliases } from "./plan.ts";

/** Something with Airflow in it that can run a command: a component, or what testcontainers' `start()` gives. */
export interface AirflowInside {
  exec(command: string[]): Promise<Pick<ExecResult, "stdout" | "stderr" | "output" | "exitCode">>;
}

/** A cluster that works. `stop()` removes all of it; so does the end of an `await using` block. */
export class StartedAirflowCluster implements AsyncDisposable {
  /** Plain data with which another process can use the cluster; it holds passwords and keys. */
  readonly state: ClusterState;
  /** The network, for containers of your own: `new GenericContainer(…).withNetwork(cluster.network)`. */
  readonly network: StartedNetwork;
  /** Airflow's REST API, as the administrator. */
  readonly api: AirflowApi;
  readonly postgres: StartedPostgres;
  readonly rabbitmq: StartedRabbitMQ;
  readonly components: readonly Component[];
  private readonly engine: Engine;
  private readonly profile: AirflowProfile;
  private letGo: () => Promise<void>;
  private readonly startedRedis: StartedRedis | undefined;

  private constructor(state: ClusterState, engine: Engine, network: StartedNetwork, letGo: () => Promise<void>) {
    this.state = state;
    this.letGo = letGo;
    this.engine = engine;
    this.network = network;
    this.profile = profileFor(state.version);
    const place = (alias: string) => ({ engine, network: state.network, alias, labels: {} });
    const service = (alias: string) => new RunningContainer(state.services[alias] ?? alias, place(alias));
    this.postgres = new StartedPostgres(service(aliases.postgres), state.postgres);
    this.rabbitmq = new StartedRabbitMQ(service(aliases.rabbitmq), state.rabbitmq, state.harness);
    this.startedRedis =
      state.redisPassword === undefined ? undefined : new StartedRedis(service(aliases.redis), state.redisPassword);
    this.components = state.components.map(({ role, alias, containerId }) => ({
      ...{ role, alias, container: new RunningContainer(containerId, place(alias)) },
    }));
    this.api = this.profile.client(() => this.apiUrl(), state.admin);
  }

  /**
   * Uses a cluster that another process of this machine started. Stopping it is still possible, and removes it.
   * @param letGo called once, when the cluster has been stopped
   * @throws HarnessError `AT_ENGINE` where no engine answers
   */
  static async connect(state: ClusterState, letGo = async () => {}): Promise<StartedAirflowCluster> {
    const engine = await connectEngine();
    await joinReaper(engine, state.reaper);
    const network = engine.docker.getNetwork(state.network);
    return new StartedAirflowCluster(
      state,
      engine,
      new StartedNetwork(await getContainerRuntimeClient(), state.network, network),
      letGo,
    );
  }

  /** Names the network, the containers and the volumes. */
  get id(): string {
    return this.state.id;
  }

  /** How long the start took, step by step. */
  get boot(): BootTimes {
    return this.state.boot;
  }

  /** The files of the DAG folder that Airflow looked at in its first pass. */
  get parsedFiles(): readonly ParsedFile[] {
    return this.state.parsedFiles;
  }

  /**
   * Python files of the DAG folder that Airflow's discovery passed over: it looks only at files in which it finds the
   * words `airflow` and `dag` or `asset` (`[core] dag_discovery_safe_mode`), and not at what `.airflowignore` names.
   */
  get passedOver(): readonly string[] {
    return this.state.passedOver;
  }

  /** Name and password of the administrator. */
  get admin(): Credentials {
    return this.state.admin;
  }

  /** The settings that every component got. They hold secrets. */
  get settings(): Settings {
    return this.state.settings;
  }

  /**
   * The Redis of the cluster.
   * @throws HarnessError `AT_USAGE` where the cluster has none
   */
  get redis(): StartedRedis {
    if (this.startedRedis) return this.startedRedis;
    throw new HarnessError("AT_USAGE", "the cluster has no Redis", { try: "withRedis(), or the option `redis: true`" });
  }

  /** `http://host:port` of the API and the web interface, with the port that is published now. */
  async apiUrl(): Promise<string> {
    const { alias, port } = this.profile.api;
    return `http://${await this.component(alias).container.hostAddress(port)}`;
  }

  /** `http://host:port` of Flower; the administrator can log in. */
  async flowerUrl(): Promise<string> {
    return `http://${await this.component("flower").container.hostAddress(this.profile.flowerPort)}`;
  }

  /** A DAG by its id. */
  dag(id: string): DagHandle {
    return new DagHandle(this.api, id);
  }

  /**
   * A component by its name on the network, such as `worker-2`.
   * @throws HarnessError `AT_NOT_FOUND` listing the components there are
   */
  component(alias: string): Component {
    const names = this.components.map((component) => component.alias);
    const found = this.components.find((component) => component.alias === alias);
    if (found) return found;
    throw new HarnessError("AT_NOT_FOUND", `the cluster has no component "${alias}"${didYouMean(alias, names)}`, {
      expected: names.join(", "),
    });
  }

  /** All components of a role, such as the workers. */
  componentsOf(role: Role): readonly Component[] {
    return this.components.filter((component) => component.role === role);
  }

  /**
   * The settings in force inside a component, by `section.option`, as Airflow itself lists them there. They hold secrets.
   * @param container a component's name, or a container of your own with Airflow in it
   */
  async settingsInside(container: string | AirflowInside): Promise<Record<string, string>> {
    const [name, inside] =
      typeof container === "string"
        ? [container, this.component(container).container]
        : ["a container of your own", container];
    const { exitCode, stdout, stderr } = await inside.exec([...this.profile.configList]);
    if (exitCode === 0) return parseConfigList(stdout);
    throw new HarnessError("AT_API", `the settings inside ${name} could not be listed`, {
      // Standard output would have the secrets.
      evidence: stderr.trim().split("\n").slice(-10).join("\n"),
    });
  }

  /**
   * When the DAGs run next by their schedules, whether or not schedules are switched on.
   * @param count moments for each DAG
   * @returns ISO 8601 moments by DAG id; none for a DAG without schedule
   */
  async nextRuns(count: number, signal?: AbortSignal): Promise<Record<string, string[]>> {
    return this.ask<Record<string, string[]>>("scheduler", this.profile.nextRuns(count), signal);
  }

  /**
   * DAG ids that stand in more than one file. Airflow itself is silent about them: the file parsed last has the id.
   * @returns the files by DAG id, in order
   */
  async duplicateDags(signal?: AbortSignal): Promise<Record<string, string[]>> {
    const files = this.parsedFiles.filter(({ dags }) => dags > 0).map(({ file }) => file);
    files.sort();
    return this.ask<Record<string, string[]>>("dag-processor", this.profile.duplicateDags(files), signal);
  }

  /** How often each component was restarted since the cluster was ready; only those that were. */
  async restarts(): Promise<Record<string, number>> {
    const counts = await Promise.all(
      this.components.map(async ({ alias, container }) => [alias, (await container.state()).restarts] as const),
    );
    return Object.fromEntries(counts.filter(([, restarts]) => restarts > 0));
  }

  /** Removes containers, networks and volumes. Can be called more than once. */
  async stop(): Promise<void> {
    await removeAll(this.engine, { [CLUSTER_LABEL]: this.id });
    const letGo = this.letGo;
    this.letGo = async () => {};
    await letGo();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  /** Runs a program in a component that prints JSON on its last line. */
  private async ask<T>(alias: string, command: readonly string[], signal?: AbortSignal): Promise<T> {
    const { exitCode, stdout, output } = await this.component(alias).container.exec(command, { signal });
    if (exitCode === 0) return JSON.parse(stdout.trim().split("\n").at(-1) ?? "null") as T;
    throw new HarnessError("AT_API", `a question could not be answered inside ${alias}`, {
      evidence: output.trim().split("\n").slice(-20).join("\n"),
    });
  }
}
