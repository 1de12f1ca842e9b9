import type { SettingsInput } from "../profile.ts";
import { filterSettings, mergeSettings, type Settings } from "../settings.ts";

/** Where the simple auth manager keeps the passwords; it opens the file for writing. */
export const PASSWORDS_FILE = "/opt/airflow/simple_auth_manager_passwords.json";

/** Address of the API by network name. */
export const API = { alias: "api-server", port: 8080 } as const;

/** The driver is named: SQLAlchemy 2.1 reads a bare `postgresql://` as psycopg 3. */
function withDriver(uri: string): string {
  return `postgresql+psycopg2://${uri.slice("postgresql://".length)}`;
}

/** The address of the metadata database. */
export function databaseSettings(uri: string): Settings {
  return { database: { sql_alchemy_conn: withDriver(uri) } };
}

/** What a CeleryExecutor cluster of Airflow 3 needs in every container. */
export function requiredSettings({ database, broker, admin, secrets }: SettingsInput): Settings {
  return mergeSettings(databaseSettings(database), {
    core: {
      executor: "CeleryExecutor",
      fernet_key: secrets.fernetKey,
      execution_api_server_url: `http://${API.alias}:${API.port}/execution/`,
      simple_auth_manager_users: `${admin.username}:admin`,
      simple_auth_manager_passwords_file: PASSWORDS_FILE,
      simple_auth_manager_all_admins: "False",
    },
    celery: { broker_url: broker, result_backend: `db+${withDriver(database)}` },
    api: { secret_key: secrets.apiSecret },
    api_auth: { jwt_secret: secrets.jwtSecret },
    // The table of the dag processor is the only place that tells when a file without DAG and without error was looked at.
    dag_processor: { print_stats_interval: "1" },
  });
}

/** What `initdb` of airflow/utils/db.py and the database managers of executors and of the auth manager read. */
const decideMigration: Readonly<Record<string, readonly string[]>> = {
  core: ["auth_manager", "default_pool_task_slot_count", "executor", "multi_team"],
  logging: ["log_filename_template"],
  elasticsearch: ["log_id_template"],
};

/** With passwords in them. */
const addresses = ["sql_alchemy_conn", "sql_alchemy_conn_async", "sql_alchemy_conn_cmd", "sql_alchemy_conn_secret"];

/** Of the section `database` everything but addresses. */
export function migrationSettings(settings: Settings): Settings {
  return filterSettings(settings, (section, option) =>
    section === "database" ? !addresses.includes(option) : (decideMigration[section]?.includes(option) ?? false),
  );
}

/**
 * Whether DAGs run by their schedule. No run starts that nobody asked for, whatever an `airflow.cfg` says: every file
 * that was once generated has the option on.
 */
export function scheduleSettings({ schedules }: SettingsInput): Settings {
  return { scheduler: { use_job_schedule: schedules ? "True" : "False" } };
}

/** Quick and quiet; the default of each option is in config.yml of Airflow and of its Celery provider. */
export function defaultSettings(): Settings {
  return {
    core: {
      load_examples: "False",
      dags_are_paused_at_creation: "False",
      auth_manager: "airflow.api_fastapi.auth.managers.simple.simple_auth_manager.SimpleAuthManager",
      min_serialized_dag_update_interval: "0",
      // A slow machine must not make a good DAG file fail.
      dagbag_import_timeout: "120",
    },
    // The boot graph sees to the order; the check would make the API server wait for the migration.
    database: { check_migrations: "False" },
    scheduler: {
      catchup_by_default: "False",
      // The loop sleeps this long only when it has nothing to do: it is the latency of scheduling.
      scheduler_idle_sleep_time: "0.1",
      scheduler_heartbeat_sec: "1",
      job_heartbeat_sec: "2",
    },
    dag_processor: {
      refresh_interval: "5",
      bundle_refresh_check_interval: "1",
      dag_file_processor_timeout: "150",
      stale_bundle_cleanup_interval: "0",
    },
    celery: {
      // More than one task in a loop would otherwise start a pool of processes just to publish them.
      sync_parallelism: "1",
      // One second, the default, is too short for the first publication on a cold machine.
      operation_timeout: "30",
    },
    api: { workers: "1", expose_config: "True" },
    // From the moment of queueing; the default of ten minutes fails tasks on a slow machine.
    execution_api: { jwt_expiration_time: "86400" },
    workers: {
      execution_api_timeout: "30",
      // A supervisor that just misses the end of its task sleeps this long more, and the task's slot with it.
      min_heartbeat_interval: "1",
    },
  };
}
