import { readFile } from "node:fs/promises";
import { readCfg } from "../airflow/airflow-cfg.ts";
import type { AirflowProfile, Credentials, Seeds } from "../airflow/profile.ts";
import { profileFor } from "../airflow/profiles.ts";
import { newPassword, newSecrets } from "../airflow/secrets.ts";
import {
  mergeSettings,
  type Settings,
  settingsEnvironment,
  settingsInEnvironment,
  withoutSettings,
} from "../airflow/settings.ts";
import { parse } from "../base/parse.ts";
import type { RabbitMQLogin } from "../containers/rabbitmq-definitions.ts";
import { type PostgresLogin, postgresUri } from "../containers/started-postgres.ts";
import { amqpUri } from "../containers/started-rabbitmq.ts";
import { defaultAirflowVersion, knownAirflowVersion } from "../images/defaults.ts";
import { dagFolder, namedFile, namedFolder, pythonFiles } from "./dag-folder.ts";
import type { KeptPlace } from "./kept/kept-place.ts";
import { type ClusterOptions, clusterOptions, type ResolvedOptions } from "./options.ts";
import { seedsOf } from "./seeds.ts";
import { harnessLogin, postgresLogin, rabbitmqLogin } from "./service-options.ts";

/** All that is decided before an engine is looked for: checked options, logins, secrets and settings. */
export interface ClusterPlan {
  /** Names network, volumes and labels. */
  readonly id: string;
  readonly options: ResolvedOptions;
  readonly version: string;
  readonly profile: AirflowProfile;
  /** Absolute path of the DAG folder, if there is one. */
  readonly dags?: string;
  /** Its Python files, relative to it. */
  readonly dagFiles: readonly string[];
  readonly plugins?: string;
  readonly requirements?: string;
  readonly dockerfile?: string;
  readonly airflowCfg?: string;
  readonly admin: Credentials;
  readonly postgres: PostgresLogin;
  readonly rabbitmq: RabbitMQLogin;
  /** Administrator of RabbitMQ for the harness's own questions. */
  readonly harness: RabbitMQLogin;
  readonly redisPassword: string;
  /** Connections, variables and pools; undefined where there are none. */
  readonly seeds?: Seeds;
  /** The same in every component. */
  readonly settings: Settings;
  /** Whether Postgres runs from an image with a migrated database. */
  readonly cachedDatabase: boolean;
  /** Where it will be remembered, if it is to be kept for later processes. */
  readonly kept?: KeptPlace;
}

/** Weight during the start of what all components of Airflow wait for; others have 1024. */
export const SERVICE_CPU_SHARES = 8192;

/** The names by which the services are reached on the network. */
export const aliases = { postgres: "postgres", rabbitmq: "rabbitmq", redis: "redis" } as const;

/**
 * Checks everything that can be checked without an engine.
 * @throws HarnessError `AT_USAGE`, `AT_DAG_FOLDER` or `AT_AIRFLOW_VERSION`
 */
export async function planCluster(given: ClusterOptions, id: string): Promise<ClusterPlan> {
  const options = parse(clusterOptions, given, "the cluster's options", "AT_USAGE");
  const version = options.airflowVersion ?? defaultAirflowVersion;
  const profile = profileFor(version);
  // An image of the user's may hold any version that the profile fits.
  if (options.image === undefined) knownAirflowVersion(version);
  const { redis } = options;
  const cfgFile = await namedFile("airflowCfg", options.airflowCfg);
  const airflowCfg = cfgFile && (await readFile(cfgFile, "utf8"));
  const logins = loginsOf(options);
  const dags = options.dags === undefined ? undefined : await dagFolder(options.dags);
  return {
    id,
    options,
    version,
    profile,
    dags,
    dagFiles: dags === undefined ? [] : await pythonFiles(dags),
    plugins: await namedFolder("plugins", options.plugins),
    requirements: await namedFile("requirements", options.requirements),
    dockerfile: await namedFile("dockerfile", options.dockerfile),
    airflowCfg,
    ...logins,
    redisPassword: (typeof redis === "object" ? redis.password : undefined) ?? newPassword(),
    seeds: seedsOf(options),
    settings: settingsOf(profile, options, logins, airflowCfg),
    cachedDatabase: options.cachedDatabase ?? options.postgres.image === undefined,
  };
}

type Logins = Pick<ClusterPlan, "admin" | "postgres" | "rabbitmq" | "harness">;

function loginsOf({ admin, postgres, rabbitmq }: ResolvedOptions): Logins {
  return {
    admin: { username: admin.username, password: admin.password ?? newPassword() },
    postgres: postgresLogin(postgres),
    rabbitmq: rabbitmqLogin(rabbitmq),
    harness: harnessLogin(rabbitmq.vhost),
  };
}

function settingsOf(profile: AirflowProfile, options: ResolvedOptions, logins: Logins, airflowCfg = ""): Settings {
  const input = {
    database: postgresUri(logins.postgres, `${aliases.postgres}:5432`),
    broker: amqpUri(logins.rabbitmq, `${aliases.rabbitmq}:5672`),
    admin: logins.admin,
    secrets: newSecrets(),
    schedules: options.schedules,
  };
  return mergeSettings(
    // Variables win over the file: what it sets, our defaults must leave alone.
    withoutSettings(profile.defaultSettings(), readCfg(airflowCfg)),
    profile.scheduleSettings(input),
    options.settings,
    profile.requiredSettings(input),
  );
}

/** The settings in force, as Airflow reads them: variables win over the file, and ours come after those of the user. */
export function settingsInForce({ airflowCfg = "", options, settings }: ClusterPlan): Settings {
  return mergeSettings(readCfg(airflowCfg), settingsInEnvironment(options.environment), settings);
}

/** Variables that every container of Airflow gets, the migration too. */
export function airflowEnvironment({ options, settings }: ClusterPlan): Record<string, string> {
  return {
    ...options.environment,
    ...settingsEnvironment(settings),
    // The steps see to the order themselves; the image's own check would start Airflow once more in each container.
    CONNECTION_CHECK_MAX_COUNT: "0",
  };
}

/** Files that every container of Airflow gets, by their path. */
export function airflowFiles({ airflowCfg, profile }: ClusterPlan): Record<string, string> {
  return airflowCfg === undefined ? {} : { [`${profile.paths.home}/airflow.cfg`]: airflowCfg };
}
