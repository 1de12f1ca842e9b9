import type { CallOptions } from "./call-options.ts";

/** An Airflow variable; Airflow masks values of variables with a sensitive name as `***`. */
export interface Variable {
  readonly key: string;
  /** Text; JSON where something else was stored. */
  readonly value: string | null;
  readonly description: string | null;
}

/** A connection to be stored. */
export interface ConnectionInput {
  /** Letters, digits and `_.-`. */
  readonly id: string;
  /** Type, such as `redis` or `postgres`. */
  readonly type: string;
  readonly host?: string | null;
  readonly port?: number | null;
  readonly login?: string | null;
  readonly password?: string | null;
  readonly schema?: string | null;
  /** JSON as text. */
  readonly extra?: string | null;
  readonly description?: string | null;
}

/** A stored connection; its password is masked by Airflow. */
export type Connection = Required<ConnectionInput>;

/** A pool to be stored. */
export interface PoolInput {
  readonly name: string;
  /** -1 for no limit. */
  readonly slots: number;
  readonly description?: string;
  /** Whether deferred tasks take slots. @default false */
  readonly includeDeferred?: boolean;
}

/** A pool with its use. */
export interface Pool extends Required<Omit<PoolInput, "description">> {
  readonly description: string | null;
  readonly running: number;
  readonly queued: number;
  readonly open: number;
}

/**
 * Variables, connections and pools. `set…` creates or replaces; `delete…` says whether there was something. A name that
 * does not exist throws ApiError `AT_NOT_FOUND` naming the nearest one.
 */
export interface StoreApi {
  variables(options?: CallOptions): Promise<Variable[]>;
  variable(key: string, options?: CallOptions): Promise<Variable>;
  /** @param value text is stored as it is, anything else as JSON */
  setVariable(key: string, value: unknown, options?: CallOptions): Promise<Variable>;
  deleteVariable(key: string, options?: CallOptions): Promise<boolean>;
  connections(options?: CallOptions): Promise<Connection[]>;
  connection(id: string, options?: CallOptions): Promise<Connection>;
  setConnection(connection: ConnectionInput, options?: CallOptions): Promise<Connection>;
  deleteConnection(id: string, options?: CallOptions): Promise<boolean>;
  pools(options?: CallOptions): Promise<Pool[]>;
  pool(name: string, options?: CallOptions): Promise<Pool>;
  setPool(pool: PoolInput, options?: CallOptions): Promise<Pool>;
  deletePool(name: string, options?: CallOptions): Promise<boolean>;
}
