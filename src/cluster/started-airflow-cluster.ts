import type { StartedNetwork } from "testcontainers";
import type { ActiveRun, RunKey, TableFate } from "../airflow/clean-state.ts";
import type { AirflowApi } from "../airflow/client/airflow-api.ts";
import type { CallOptions } from "../airflow/client/call-options.ts";
import type { AirflowProfile, Credentials, MigrationState, ParsedFile, Role } from "../airflow/profile.ts";
import type { Settings } from "../airflow/settings.ts";
import { HarnessError } from "../base/harness-error.ts";
import type { ContainerUsage } from "../containers/container-usage.ts";
import type { StartedPostgres } from "../containers/started-postgres.ts";
import type { StartedRabbitMQ } from "../containers/started-rabbitmq.ts";
import type { StartedRedis } from "../containers/started-redis.ts";
import { connectEngine } from "../engine/connect-engine.ts";
import type { Engine } from "../engine/engine.ts";
import { CLUSTER_LABEL } from "../engine/labels.ts";
import { startedNetwork } from "../engine/network.ts";
import { joinReaper } from "../engine/reaper.ts";
import { removeAll } from "../engine/remove-all.ts";
import { type AirflowInside, askInside, listSettings } from "./ask-inside.ts";
import { containersOf, named } from "./cluster-containers.ts";
import { handleContext } from "./cluster-context.ts";
import { type ClusterParts, containerParts } from "./cluster-parts.ts";
import type { BootTimes, ClusterState } from "./cluster-state.ts";
import type { Component } from "./component.ts";
import { DagHandle } from "./dag-handle.ts";
import { type DagSync, type DagSyncOptions, syncDags } from "./dag-sync/sync-dags.ts";
import type { RunMarks } from "./handle-context.ts";
import { forgetKept } from "./kept/forget-kept.ts";
import type { ResetOptions } from "./reset/reset-options.ts";
import type { ResetReport } from "./reset/reset-report.ts";

type Interruptible = Pick<CallOptions, "signal">;

/** How the use of a cluster ends. */
export interface StopOptions {
  /** Whether it is removed. @default false for one that is kept for later processes, true otherwise */
  remove?: boolean;
}

/** A cluster that works. `stop()` removes all of it, unless it is kept; so does the end of an `await using` block. */
export class StartedAirflowCluster implements AsyncDisposable {
  /** A private name, because whoever prints a cluster must not print its passwords. */
  readonly #parts: ClusterParts;
  private letGo: () => Promise<void>;
  private readonly marks: RunMarks;

  /**
   * Clusters are made by {@link AirflowCluster.start}, `AirflowCluster.attach` and {@link connect}.
   * @param letGo called once, when the cluster has been stopped
   * @param marks what is left on the runs that are asked for through it
   */
  constructor(parts: ClusterParts, letGo = async () => {}, marks: RunMarks = {}) {
    this.#parts = parts;
    this.letGo = letGo;
    this.marks = marks;
  }

  /**
   * Uses a cluster that another process of this machine started. Stopping it is still possible, and removes it.
   * @param letGo called once, when the cluster has been stopped
   * @throws HarnessError `AT_ENGINE` where no engine answers
   */
  static async connect(state: ClusterState, letGo = async () => {}): Promise<StartedAirflowCluster> {
    const engine = await connectEngine();
    await joinReaper(engine, state.reaper);
    const network = startedNetwork(state.network, engine.docker.getNetwork(state.network));
    return new StartedAirflowCluster(containerParts(state, engine, network), letGo);
  }

  /** Whether someone else runs it; what needs a container then throws HarnessError `AT_NOT_AVAILABLE`. */
  get attached(): boolean {
    return false;
  }

  /** Whether {@link AirflowCluster.start} has found it, kept by an earlier process, and not started it. */
  get reused(): boolean {
    return this.state.reused ?? false;
  }

  /** Plain data with which another process can use the cluster; it holds passwords and keys. */
  get state(): ClusterState {
    return this.#parts.state;
  }

  /** The network, for containers of your own: `new GenericContainer(…).withNetwork(cluster.network)`. */
  get network(): StartedNetwork {
    return this.#parts.network;
  }

  /** Airflow's REST API, as the administrator. */
  get api(): AirflowApi {
    return this.#parts.api;
  }

  /** The metadata database. */
  get postgres(): StartedPostgres {
    return this.#parts.postgres;
  }

  /** The broker. */
  get rabbitmq(): StartedRabbitMQ {
    return this.#parts.rabbitmq;
  }

  /** Airflow's components, each in a container of its own. */
  get components(): readonly Component[] {
    return this.#parts.components;
  }

  /** Names the network, the containers and the volumes. */
  get id(): string {
    return this.#parts.id;
  }

  /** How long the start took, step by step. */
  get boot(): BootTimes {
    return this.#parts.boot;
  }

  /** The files of the DAG folder that Airflow looked at, in its first pass or in the last {@link syncDags}. */
  get parsedFiles(): readonly ParsedFile[] {
    return this.#parts.seen.parsedFiles;
  }

  /**
   * Python files of the DAG folder that Airflow's discovery passed over: it looks only at files in which it finds the
   * words `airflow` and `dag` or `asset` (`[core] dag_discovery_safe_mode`), and not at what `.airflowignore` names.
   */
  get passedOver(): readonly string[] {
    return this.#parts.seen.passedOver;
  }

  /** What {@link StartedAirflowCluster.reset} does to each table of the metadata database. */
  get tableFates(): Readonly<Record<string, TableFate>> {
    return this.profile.cleanState.tables;
  }

  /** Name and password of the administrator. */
  get admin(): Credentials {
    return this.#parts.admin;
  }

  /** The settings that every component got. They hold secrets. */
  get settings(): Settings {
    return this.#parts.settings;
  }

  /**
   * The Redis of the cluster.
   * @throws HarnessError `AT_USAGE` where the cluster has none
   */
  get redis(): StartedRedis {
    return this.#parts.redis;
  }

  /** `http://host:port` of the API and the web interface, with the port that is published now. */
  async apiUrl(): Promise<string> {
    return this.#parts.apiUrl();
  }

  /** `http://host:port` of Flower; the administrator can log in. */
  async flowerUrl(): Promise<string> {
    return `http://${await this.component("flower").container.hostAddress(this.profile.flowerPort)}`;
  }

  /**
   * Brings the cluster's DAG files to what a folder on this machine holds now, and waits until Airflow has parsed every
   * changed one with its new content. Files that tasks wrote beside them stay. What cannot be imported is no error here.
   * @param folder @default the folder that the cluster was started with
   * @throws HarnessError `AT_DAG_FOLDER`, `AT_USAGE` where there is no such folder, `AT_CONTAINER`, `AT_TIMEOUT`
   */
  async syncDags(folder = this.state.dags, options: DagSyncOptions = {}): Promise<DagSync> {
    if (folder === undefined)
      throw new HarnessError("AT_USAGE", "the cluster was started without a DAG folder: name one");
    const { profile, postgres, parsedFiles, passedOver } = this;
    const { container: processor } = this.component("dag-processor");
    const done = await syncDags({ profile, postgres, processor, seen: { parsedFiles, passedOver } }, folder, options);
    this.#parts.seen = done.seen;
    return done.sync;
  }

  /** A DAG by its id, whether it is there or not; what is asked of it sees to that. */
  dag(id: string): DagHandle {
    return new DagHandle(handleContext(this, { ...this.marks, watch: this.#parts.watch }), id);
  }

  /** The same cluster with marks on the runs that are asked for through it; stopping either stops both. */
  forTest(marks: RunMarks): StartedAirflowCluster {
    return new StartedAirflowCluster(this.#parts, () => this.release(), marks);
  }

  /**
   * A component by its name on the network, such as `worker-2`.
   * @throws HarnessError `AT_NOT_FOUND` listing the components there are
   */
  component(alias: string): Component {
    return named(this.components, alias);
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
    return listSettings(name, inside, this.profile.configList);
  }

  /**
   * When the DAGs run next by their schedules, whether or not schedules are switched on.
   * @param count moments for each DAG
   * @returns ISO 8601 moments by DAG id; none for a DAG without schedule
   */
  async nextRuns(count: number, { signal }: Interruptible = {}): Promise<Record<string, string[]>> {
    return askInside(this.component("scheduler"), this.profile.nextRuns(count), signal);
  }

  /**
   * DAG ids that stand in more than one file. Airflow itself is silent about them: the file parsed last has the id.
   * @returns the files by DAG id, in order
   */
  async duplicateDags({ signal }: Interruptible = {}): Promise<Record<string, string[]>> {
    const files = this.parsedFiles.filter(({ dags }) => dags > 0).map(({ file }) => file);
    files.sort();
    return askInside(this.component("dag-processor"), this.profile.duplicateDags(files), signal);
  }

  /**
   * How far the metadata database is migrated, and what the installed Airflow wants.
   * @throws HarnessError `AT_API` where the database cannot be asked
   */
  async migrations({ signal }: Interruptible = {}): Promise<MigrationState> {
    return askInside(this.component("scheduler"), this.profile.migrations, signal);
  }

  /** How often each component was restarted since the cluster was ready; only those that were. */
  async restarts(): Promise<Record<string, number>> {
    const counts = await Promise.all(
      this.components.map(async ({ alias, container }) => [alias, (await container.state()).restarts] as const),
    );
    return Object.fromEntries(counts.filter(([, restarts]) => restarts > 0));
  }

  /** Processor time and memory of each container, services included, by its name on the network. */
  async usage(): Promise<Record<string, ContainerUsage>> {
    const containers = [...containersOf(this.engine, this.state).values()];
    const usages = containers.map(async (container) => [container.alias, await container.usage()] as const);
    return Object.fromEntries(await Promise.all(usages));
  }

  /**
   * Brings the cluster back to its baseline, which is its state when it became ready, without restarting Airflow.
   * Whatever runs is stopped first. What is reset and what is not: the isolation table in the documentation.
   * @throws HarnessError `AT_IN_USE` naming the processes that use the cluster, `AT_TIMEOUT` with what could not be stopped
   * or who holds locks in the database, `AT_STATE` where there is no baseline
   */
  reset(options: ResetOptions = {}): Promise<ResetReport> {
    return this.#parts.cleaner.reset(options);
  }

  /**
   * Deletes runs with all that belongs to them (tasks, XComs, logs, events); those that still run are stopped first.
   * Other runs are not touched, so several processes can share a cluster. A run that does not exist is no error.
   * @returns the runs that were still going on
   * @throws HarnessError `AT_TIMEOUT` with what could not be stopped or who holds locks in the database
   */
  removeRuns(runs: readonly RunKey[], options: ResetOptions = {}): Promise<readonly ActiveRun[]> {
    return this.#parts.cleaner.removeRuns(runs, options);
  }

  /**
   * Tells others that this process uses the cluster: until the use ends, or the process does, they cannot reset it. This
   * process itself still can.
   * @param what shown to those who are refused, such as `vitest worker 2`
   * @returns ends the use
   */
  use(what = ""): Promise<() => Promise<void>> {
    return this.#parts.cleaner.use(what);
  }

  /**
   * Removes containers, networks and volumes; of a cluster that is kept for later processes it only lets go. Can be
   * called more than once.
   */
  async stop({ remove = this.state.kept === undefined }: StopOptions = {}): Promise<void> {
    const { kept } = this.state;
    this.#parts.cleaner.close();
    if (remove && kept) await forgetKept(this.engine, this.id, kept);
    else if (remove) await removeAll(this.engine, { [CLUSTER_LABEL]: this.id });
    await this.release();
  }

  /** {@link stop}, at the end of an `await using` block. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  /** Says once that the cluster is gone. */
  private async release(): Promise<void> {
    const letGo = this.letGo;
    this.letGo = async () => {};
    await letGo();
  }

  private get engine(): Engine {
    return this.#parts.engine;
  }

  private get profile(): AirflowProfile {
    return this.#parts.profile;
  }
}
