import { randomBytes } from "node:crypto";
import { parse } from "../base/parse.ts";
import { attach } from "./attach/attach.ts";
import type { AttachOptions } from "./attach/options.ts";
import type { BootOptions } from "./guarded-boot.ts";
import { reuseWanted } from "./kept/reuse-wanted.ts";
import { startIfUp } from "./kept/start-if-up.ts";
import { startKept } from "./kept/start-kept.ts";
import { startUnkept } from "./kept/start-unkept.ts";
import { sweepInBackground } from "./kept/sweep-in-background.ts";
import { type ClusterOptions, clusterOptions } from "./options.ts";
import { planCluster } from "./plan.ts";
import type { StartedAirflowCluster } from "./started-airflow-cluster.ts";

type Given<K extends keyof ClusterOptions> = NonNullable<ClusterOptions[K]>;
type WorkerGroup = Exclude<Given<"workers">, readonly unknown[]>;

/**
 * Describes a real Airflow cluster on CeleryExecutor. It only configures; {@link AirflowCluster.start} makes a
 * {@link StartedAirflowCluster}, which only acts. Each method checks what it is given.
 *
 * @example
 * const cluster = await new AirflowCluster().withDags("./dags").withWorkers({ replicas: 2, concurrency: 4 }).start();
 * const run = await cluster.dag("collect_logs").run();
 * await cluster.stop();
 */
export class AirflowCluster {
  private options: ClusterOptions;
  private workersGiven = false;

  /**
   * @param options the same as the methods give, for configurations that come as data
   * @throws HarnessError `AT_USAGE` for an option that is unknown or wrong
   */
  constructor(options: ClusterOptions = {}) {
    parse(clusterOptions, options, "the cluster's options", "AT_USAGE");
    this.options = options;
    this.workersGiven = options.workers !== undefined;
  }

  /**
   * Uses an Airflow that someone else runs: staging, Kubernetes, compose, managed. Nothing is started, and `stop()` only
   * lets go of it.
   * @returns what {@link start} gives; what needs a container throws HarnessError `AT_NOT_AVAILABLE`, and `reset()` is
   * refused unless `allowReset` is given
   * @throws HarnessError `AT_USAGE`; `AT_ATTACH` where nothing answers, it is no Airflow, or a login is refused;
   * `AT_AIRFLOW_VERSION` for an Airflow that is too old
   * @example
   * const credentials = { username: "admin", password };
   * const cluster = await AirflowCluster.attach({ baseUrl: "https://airflow.example.com", credentials });
   */
  static async attach(options: AttachOptions, how: { signal?: AbortSignal } = {}): Promise<StartedAirflowCluster> {
    return attach(options, how);
  }

  /** Folder of the DAG files, copied when the cluster starts. */
  withDags(folder: string): this {
    return this.with({ dags: folder });
  }

  /** Version of Airflow. @default the newest that is supported */
  withAirflowVersion(version: string): this {
    return this.with({ airflowVersion: version });
  }

  /** Airflow's image; used as it is, or reported missing, never replaced. */
  withImage(image: string): this {
    return this.with({ image });
  }

  /** A group of equal workers; each call adds a group. @default one worker with two slots, where no group is named */
  withWorkers(group: WorkerGroup): this {
    const before = this.workersGiven ? [this.options.workers ?? []].flat() : [];
    this.workersGiven = true;
    return this.with({ workers: [...before, group] });
  }

  /** A triggerer, for deferrable operators. */
  withTriggerer(): this {
    return this.with({ triggerer: true });
  }

  /** Flower, Celery's monitor. */
  withFlower(): this {
    return this.with({ flower: true });
  }

  /** A Redis for the DAGs, at `redis:6379` on the network. */
  withRedis(options: Exclude<Given<"redis">, boolean> = {}): this {
    return this.with({ redis: options });
  }

  /** Database, role and password of Postgres. */
  withPostgres(options: Given<"postgres">): this {
    return this.with({ postgres: options });
  }

  /** User, password, tag and vhost of RabbitMQ. */
  withRabbitMQ(options: Given<"rabbitmq">): this {
    return this.with({ rabbitmq: options });
  }

  /** Name and password of the administrator. @default `admin` with a random password */
  withAdmin(options: Given<"admin">): this {
    return this.with({ admin: options });
  }

  /** Settings of Airflow by section and option, for all components. */
  withSettings(settings: Given<"settings">): this {
    const merged = { ...this.options.settings };
    for (const [section, options] of Object.entries(settings)) merged[section] = { ...merged[section], ...options };
    return this.with({ settings: merged });
  }

  /** Makes a setting that the image does not know an error; otherwise it is a warning. */
  withStrictSettings(): this {
    return this.with({ strict: true });
  }

  /** An `airflow.cfg` for all components. */
  withAirflowCfg(file: string): this {
    return this.with({ airflowCfg: file });
  }

  /** Variables for all components. */
  withEnvironment(environment: Given<"environment">): this {
    return this.with({ environment: { ...this.options.environment, ...environment } });
  }

  /** Connections that are there before the first DAG file is parsed: the fields, or a URI, by id. */
  withConnections(connections: Given<"connections">): this {
    return this.with({ connections: { ...this.options.connections, ...connections } });
  }

  /** Variables that are there before the first DAG file is parsed: text, or what is stored as JSON, by key. */
  withVariables(variables: Given<"variables">): this {
    return this.with({ variables: { ...this.options.variables, ...variables } });
  }

  /** Pools beside Airflow's own: slots, or slots and more, by name. */
  withPools(pools: Given<"pools">): this {
    return this.with({ pools: { ...this.options.pools, ...pools } });
  }

  /** A requirements file, installed on top of the image before the cluster starts. */
  withRequirements(file: string): this {
    return this.with({ requirements: file });
  }

  /** A folder of plugins. */
  withPlugins(folder: string): this {
    return this.with({ plugins: folder });
  }

  /** A Dockerfile of your own; its build argument `AIRFLOW_IMAGE` names the image to begin from. */
  withDockerfile(file: string): this {
    return this.with({ dockerfile: file });
  }

  /** Lets DAGs run by their schedule. @default off: no run starts that nobody asked for */
  withSchedules(): this {
    return this.with({ schedules: true });
  }

  /** Fixed host port of the API. @default a free one */
  withApiPort(port: number): this {
    return this.with({ apiPort: port });
  }

  /**
   * Keeps the cluster for the next process, and uses the one that an earlier process has kept, if it is the same.
   * @param options `idle`: seconds without use after which it is removed. @default two hours
   */
  withReuse(options: Exclude<Given<"reuse">, boolean> = {}): this {
    return this.with({ reuse: options });
  }

  /** Limits of the start, in seconds. */
  withTimeouts(timeouts: Given<"timeouts">): this {
    return this.with({ timeouts: { ...this.options.timeouts, ...timeouts } });
  }

  /**
   * Starts the cluster and waits until it truly works. A failed or aborted start leaves nothing behind. With
   * {@link withReuse} a cluster that is kept already is used instead, with the DAG files as they are now.
   * @throws HarnessError `AT_USAGE`, `AT_DAG_FOLDER`, `AT_AIRFLOW_VERSION` before an engine is looked for; `AT_ENGINE`,
   * `AT_IMAGE`, `AT_PORT`; `AT_CONTAINER`, `AT_COMPONENT_EXITED`, `AT_NOT_READY`
   */
  async start(options: BootOptions = {}): Promise<StartedAirflowCluster> {
    const plan = await planCluster(this.options, randomBytes(4).toString("hex"));
    const reuse = reuseWanted(plan.options.reuse);
    if (reuse === "if-up") return startIfUp(plan, options);
    if (reuse) return startKept(plan, reuse, options);
    sweepInBackground();
    return startUnkept(plan, options);
  }

  private with(change: ClusterOptions): this {
    const next = { ...this.options, ...change };
    parse(clusterOptions, next, "the cluster's options", "AT_USAGE");
    this.options = next;
    return this;
  }
}
