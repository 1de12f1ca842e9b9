import type { CleanState, RunKey } from "./clean-state.ts";
import type { AirflowApi } from "./client/airflow-api.ts";
import type { BearerToken } from "./client/given-token.ts";
import type { Settings } from "./settings.ts";

/** A process of Airflow that runs in a container of its own. */
export type Role = "api-server" | "scheduler" | "dag-processor" | "triggerer" | "worker" | "flower";

/** A group of equal Celery workers. */
export interface WorkerGroup {
  /** How many workers. @default 1 */
  readonly replicas: number;
  /** Task slots (processes) of each worker. @default 2 */
  readonly concurrency: number;
  /** Queues that they consume. @default ["default"] */
  readonly queues: readonly string[];
}

/** Name and password of the administrator. */
export interface Credentials {
  /** Name of the user. */
  readonly username: string;
  /** Password of the user. */
  readonly password: string;
}

/** Random per cluster. */
export interface Secrets {
  readonly fernetKey: string;
  readonly jwtSecret: string;
  readonly apiSecret: string;
}

/** What decides the settings of a cluster. */
export interface SettingsInput {
  /** `postgresql://…` by network name. */
  readonly database: string;
  /** `amqp://…` by network name. */
  readonly broker: string;
  readonly admin: Credentials;
  readonly secrets: Secrets;
  /** Whether DAGs run by their schedule. @default false */
  readonly schedules: boolean;
}

/** What is stored in the metadata database before the first DAG file is parsed. */
export interface Seeds {
  readonly connections: readonly Readonly<Record<string, unknown>>[];
  readonly variables: readonly { readonly key: string; readonly value: string }[];
  readonly pools: readonly Readonly<Record<string, unknown>>[];
}

/** What decides which components there are. */
export interface Topology {
  readonly workers: readonly WorkerGroup[];
  readonly triggerer: boolean;
  readonly flower: boolean;
  readonly admin: Credentials;
  /** Fixed host port of the API; a free one where undefined. */
  readonly apiPort?: number;
  /** RabbitMQ's management API with a login, for Flower. */
  readonly brokerApi: string;
}

/** What the dag processor says of one file of the DAG folder. */
export interface ParsedFile {
  /** Relative to the DAG folder. */
  readonly file: string;
  /** How many DAGs it holds. */
  readonly dags: number;
  /** How many errors were found in it. */
  readonly errors: number;
  /** Whether a pass over the file has ended. */
  readonly parsed: boolean;
}

/** The last pass over one file of the DAG folder. */
export interface ParsingPass extends Omit<ParsedFile, "parsed"> {
  /** The earliest moment at which it can have begun, in seconds since 1970; null where none has ended yet. */
  readonly began: number | null;
}

/** SQL for the metadata database, with its values. */
export interface Query {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** What the metadata database knows of one file of the DAG folder. */
export interface FileYield {
  /** Relative to the DAG folder. */
  readonly file: string;
  readonly dags: number;
  readonly errors: number;
  /** When the last pass began that gave DAGs, in seconds since 1970; null where the file has none. */
  readonly began: number | null;
  /** When an import error was last found, in seconds since 1970; null where there is none now. */
  readonly failedAt: number | null;
}

/** A run that is watched. */
export interface WatchedRun extends RunKey {
  /** Whether its tasks are watched too. */
  readonly tasks: boolean;
}

/** How the dag processor is asked to parse, and what it left in the metadata database. */
export interface ParseQueries {
  /** Asks for a pass over files, new and removed ones among them. A request may be lost where the file is being parsed. */
  request(files: readonly string[]): Query;
  /** One row `{ open, now }`: how many requests have not been taken up, and the time in seconds since 1970. */
  openRequests(): Query;
  /** Rows like {@link FileYield}, for the files with DAGs or import errors. */
  yields(): Query;
}

/** How far a metadata database is migrated. */
export interface MigrationState {
  /** Revisions that the database is at; none where it is empty. */
  readonly current: readonly string[];
  /** Revisions that the installed Airflow wants. */
  readonly head: readonly string[];
  /** Tables of the installed Airflow that are not there. */
  readonly missingTables: readonly string[];
}

/** What a component cannot start without: a database that answers, one that is migrated, a broker that answers. */
type Need = "postgres" | "migrated" | "rabbitmq";

/** How one component is started. */
export interface ComponentPlan {
  readonly role: Role;
  /** Alias on the network: the role, numbered for workers. */
  readonly alias: string;
  /** What must be there before it starts; it imports Airflow for seconds before it uses anything. */
  readonly needs: readonly Need[];
  readonly command: readonly string[];
  /** Beyond the settings, which all components share. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly (number | { container: number; host: number })[];
  readonly files?: Readonly<Record<string, string>>;
  /** Weight during the start, where processors are short: more for what the start waits for longest. @default 1024 */
  readonly cpuShares?: number;
  /** Only of a worker: what it must consume to be ready. */
  readonly queues?: readonly string[];
}

/** All that differs between majors of Airflow. Nothing else asks for the version. */
export interface AirflowProfile {
  /** The alias under which the API is served, and its port in the container. */
  readonly api: { readonly alias: string; readonly port: number };
  readonly paths: { readonly home: string; readonly dags: string; readonly logs: string; readonly plugins: string };
  /** Port of Flower in its container. */
  readonly flowerPort: number;
  /** Brings an empty database to the head of the migrations. */
  readonly migrate: readonly string[];
  /** A command that prints how far the database is migrated as JSON, {@link MigrationState}, on its last line. */
  readonly migrations: readonly string[];
  /** A command that stores {@link Seeds} from a JSON file. */
  seed(file: string): readonly string[];
  /** The address of the metadata database, `postgresql://…`, as a setting. */
  databaseSettings(uri: string): Settings;
  /** Those of all settings that decide what {@link AirflowProfile.migrate} makes of an empty database; none is a secret. */
  migrationSettings(settings: Settings): Settings;
  /** Settings without which a cluster of ours does not work; they win over everything. */
  requiredSettings(input: SettingsInput): Settings;
  /** Settings that make a test cluster quick and quiet; users' own win over these. */
  defaultSettings(): Settings;
  /** Whether DAGs run by their schedule; only a setting given by name wins over it, an `airflow.cfg` does not. */
  scheduleSettings(input: SettingsInput): Settings;
  components(topology: Topology): ComponentPlan[];
  /** The newest complete account of parsed files in the dag processor's log, or undefined where there is none yet. */
  parsedFiles(log: string): ParsedFile[] | undefined;
  /** The newest account of the last pass over each file, as {@link AirflowProfile.parsedFiles}, with times. */
  parsingPasses(log: string): ParsingPass[] | undefined;
  readonly parseQueries: ParseQueries;
  /**
   * Rows `{ place, mark }` for the runs that there are: the place of the run in the list, from 0, and a mark that changes
   * with its state, and with those of its tasks where they are watched.
   */
  runMarks(runs: readonly WatchedRun[]): Query;
  /** A command that prints the settings in force with their values; see `parseConfigList`. */
  readonly configList: readonly string[];
  /** A command that prints the settings that an image knows as JSON, `{ section: [option] }`, on its last line. */
  readonly knownSettings: readonly string[];
  /** A command that prints the next runs of all DAGs as JSON, `{ dag id: [ISO 8601] }`, on its last line. */
  nextRuns(count: number): readonly string[];
  /** A command that reads the files and prints ids that are in several, `{ dag id: [file] }`, on its last line. */
  duplicateDags(files: readonly string[]): readonly string[];
  /** What a reset has to know of the metadata database, the broker's messages and the logs. */
  readonly cleanState: CleanState;
  /** A client for the API; `baseUrl` is asked before each request, because host ports change with a restart. */
  client(baseUrl: () => string | Promise<string>, credentials: Credentials | BearerToken): AirflowApi;
}
