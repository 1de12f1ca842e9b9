import type { CallOptions } from "./call-options.ts";

/** An Airflow variable; Airflow masks values of variables with a sensitive name as `***`. */
export interface Variable {
  /** Its name. */
  readonly key: string;
  /** Text; JSON where something else was stored. */
  readonly value: string | null;
  /** For people. */
  readonly description: string | null;
}

/** A connection to be stored. */
export interface ConnectionInput {
  /** Letters, digits and `_.-`. */
  readonly id: string;
  /** Type, such as `redis` or `postgres`. */
  readonly type: string;
  /** Host name, or an address that the components reach. */
  readonly host?: string | null;
  /** Port, 1 to 65535. */
  readonly port?: number | null;
  /** User. */
  readonly login?: string | null;
  /** Password of the user. */
  readonly password?: string | null;
  /** What the type calls a schema: the database, mostly. */
  readonly schema?: string | null;
  /** JSON as text. */
  readonly extra?: string | null;
  /** For people. */
  readonly description?: string | null;
}

/** A stored connection; its password is masked by Airflow. */
export type Connection = Required<ConnectionInput>;

/** A pool to be stored. */
export interface PoolInput {
  /** Its name. */
  readonly name: string;
  /** -1 for no limit. */
  readonly slots: number;
  /** For people. */
  readonly description?: string;
  /** Whether deferred tasks take slots. @default false */
  readonly includeDeferred?: boolean;
}

/** A pool with its use. */
export interface Pool extends Required<Omit<PoolInput, "description">> {
  /** For people. */
  readonly description: string | null;
  /** Slots that running tasks have. */
  readonly running: number;
  /** Slots that queued tasks have. */
  readonly queued: number;
  /** Slots that are free. */
  readonly open: number;
}

/**
 * Variables, connections and pools. `set…` creates or replaces; `delete…` says whether there was something. A name that
 * does not exist throws ApiError `AT_NOT_FOUND` naming the nearest one.
 */
export interface StoreApi {
  /** All variables, by key. */
  variables(options?: CallOptions): Promise<Variable[]>;
  /** One variable. */
  variable(key: string, options?: CallOptions): Promise<Variable>;
  /** Creates or replaces a variable. @param value text is stored as it is, anything else as JSON */
  setVariable(key: string, value: unknown, options?: CallOptions): Promise<Variable>;
  /** Deletes a variable. */
  deleteVariable(key: string, options?: CallOptions): Promise<boolean>;
  /** All connections, by id. */
  connections(options?: CallOptions): Promise<Connection[]>;
  /** One connection. */
  connection(id: string, options?: CallOptions): Promise<Connection>;
  /** Creates or replaces a connection. */
  setConnection(connection: ConnectionInput, options?: CallOptions): Promise<Connection>;
  /** Deletes a connection. */
  deleteConnection(id: string, options?: CallOptions): Promise<boolean>;
  /** All pools, by name. */
  pools(options?: CallOptions): Promise<Pool[]>;
  /** One pool. */
  pool(name: string, options?: CallOptions): Promise<Pool>;
  /** Creates or replaces a pool. */
  setPool(pool: PoolInput, options?: CallOptions): Promise<Pool>;
  /** Deletes a pool. */
  deletePool(name: string, options?: CallOptions): Promise<boolean>;
}
