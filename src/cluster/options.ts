import { z } from "zod";
import { connectionSeeds, poolSeeds, variableSeeds } from "./seeds.ts";
import { postgresOptions, rabbitmqOptions, redisOptions } from "./service-options.ts";

const name = z.string().min(1);
const count = (what: string) =>
  z.number(`${what} must be a number`).int(`${what} must be a whole number`).min(1, `${what} must be at least 1`);
const port = z.number().int().min(1).max(65_535);

const workerGroup = z.strictObject({
  /** How many workers, at least 1. @default 1 */
  replicas: count("replicas").default(1),
  /** Task slots (processes) of each worker, at least 1. @default 2 */
  concurrency: count("concurrency").default(2),
  /** Queues that they consume; Airflow's own is `default`. @default ["default"] */
  queues: z.array(name).min(1).default(["default"]),
});

const seconds = z.number().positive();

/** Everything that shapes a cluster; see {@link ClusterOptions}. */
export const clusterOptions = z.strictObject({
  /** Folder of the DAG files. Copied, so a change on the host is not seen by itself. */
  dags: name.optional(),
  /** Version of Airflow, for the default image and for the profile. @default the newest that is supported */
  airflowVersion: name.optional(),
  /** Airflow's image; never replaced by another one. @default the official image, or the one built by our recipe */
  image: name.optional(),
  /** A group of Celery workers, or several. @default one group of one worker with two slots */
  workers: z
    .union([z.array(workerGroup).min(1, "there must be at least one group of workers"), workerGroup])
    .prefault({})
    .transform((groups) => (Array.isArray(groups) ? groups : [groups])),
  /** Whether a triggerer runs; deferrable operators need it. @default false */
  triggerer: z.boolean().default(false),
  /** Whether Flower runs. @default false */
  flower: z.boolean().default(false),
  /** Whether there is a Redis for the DAGs, and which. @default false */
  redis: z.union([z.boolean(), redisOptions]).default(false),
  /** The metadata database, which is the result backend too. @default the defaults of its options */
  postgres: postgresOptions.prefault({}),
  /** The broker. @default the defaults of its options */
  rabbitmq: rabbitmqOptions.prefault({}),
  /** The administrator who can log in. @default the defaults of its options */
  admin: z
    .strictObject({
      /** Name: letters, digits, dot, dash and underscore. @default "admin" */
      username: z
        .string()
        .regex(/^[\w.-]+$/, "may have letters, digits, dot, dash and underscore")
        .default("admin"),
      /** Password. @default random */
      password: name.optional(),
    })
    .prefault({}),
  /** Airflow's settings by section and option; they win over our defaults and over `airflowCfg`. @default {} */
  settings: z.record(z.string(), z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))).default({}),
  /** Whether a setting that the image does not know is an error and no warning. @default false */
  strict: z.boolean().default(false),
  /** An `airflow.cfg` for all components; it wins over our defaults. */
  airflowCfg: name.optional(),
  /** Environment variables for all components. @default {} */
  environment: z.record(z.string(), z.string()).default({}),
  /** A requirements file, installed on top of the image before the cluster starts. */
  requirements: name.optional(),
  /** A folder of plugins. */
  plugins: name.optional(),
  /** A Dockerfile of your own; its build argument `AIRFLOW_IMAGE` names the image to begin from. */
  dockerfile: name.optional(),
  /** Connections that are there before the first DAG file is parsed, by id. @default {} */
  connections: connectionSeeds.default({}),
  /** Variables that are there before the first DAG file is parsed, by key. @default {} */
  variables: variableSeeds.default({}),
  /** Pools beside Airflow's own, by name. @default {} */
  pools: poolSeeds.default({}),
  /**
   * Whether Postgres starts from an image in which the metadata database is migrated already. It is made by the first
   * start that needs it, once for images and settings; `status` tells of it, `clean --all` removes it.
   * @default true, unless `postgres.image` names an image, which may do things of its own with an empty database
   */
  cachedDatabase: z.boolean().optional(),
  /** Whether DAGs run by their schedule; otherwise no run starts that nobody asked for. @default false */
  schedules: z.boolean().default(false),
  /** Fixed host port of the API. @default a free one */
  apiPort: port.optional(),
  /**
   * Keeps the cluster for the next process, and uses the one that an earlier process of the project has kept, if it was
   * shaped by the same options, images and files. With `"if-up"` it uses the one that `airflow-testcontainers up` keeps, if
   * no other process does at that moment, and keeps none. `AIRFLOW_TESTCONTAINERS_REUSE=1` keeps it where this says nothing
   * or `"if-up"`, `=0` switches it off in any case.
   * @default `"if-up"` in `airflow()` and for `check`, false otherwise
   */
  reuse: z
    .union([
      z.boolean(),
      z.literal("if-up"),
      z.strictObject({
        /** Seconds without use after which it is removed. @default 7200, or AIRFLOW_TESTCONTAINERS_REUSE_IDLE */
        idle: seconds.optional(),
      }),
    ])
    .optional(),
  /** Limits of the start, in seconds. @default the defaults of its options */
  timeouts: z
    .strictObject({
      /** Postgres, RabbitMQ and Redis, each. @default 120 */
      service: seconds.default(120),
      /** The migration of the metadata database. @default 180 */
      migrate: seconds.default(180),
      /** Each component of Airflow, from its start until it works. @default 240 */
      component: seconds.default(240),
      /** A full pass over the DAG folder. @default 300 */
      parsing: seconds.default(300),
    })
    .prefault({}),
});

/** The options that name a file or folder. */
export const pathOptions = [
  "dags",
  "airflowCfg",
  "requirements",
  "plugins",
  "dockerfile",
] as const satisfies readonly (keyof ResolvedOptions)[];

/** What a user writes; everything has a default. */
export type ClusterOptions = z.input<typeof clusterOptions>;

/** With the defaults filled in. */
export type ResolvedOptions = z.output<typeof clusterOptions>;
