import { z } from "zod";
import type { ApiHttp } from "../api-http.ts";
import type { Connection, Pool, StoreApi, Variable } from "../store-api.ts";
import { flag, number, text } from "./fields.ts";
import { path } from "./paths.ts";
import { Store } from "./stored.ts";

const variable = z.object({ key: z.string(), value: text, description: text }).transform((of): Variable => of);

const connection = z
  .object({
    ...{ connection_id: z.string(), conn_type: z.string(), host: text, port: number, login: text, password: text },
    ...{ schema: text, extra: text, description: text },
  })
  .transform(({ connection_id: id, conn_type: type, ...rest }): Connection => ({ id, type, ...rest }));

const pool = z
  .object({
    ...{ name: z.string(), slots: z.number(), description: text, include_deferred: flag },
    ...{ running_slots: z.number(), queued_slots: z.number(), open_slots: z.number() },
  })
  .transform(
    (of): Pool => ({
      ...{ name: of.name, slots: of.slots, description: of.description, includeDeferred: of.include_deferred },
      ...{ running: of.running_slots, queued: of.queued_slots, open: of.open_slots },
    }),
  );

/** Variables, connections and pools, in REST v2. */
export function storeCalls(http: ApiHttp): StoreApi {
  const variables = new Store(http, {
    ...{ noun: "variable", all: path`/variables`, one: (key: string) => path`/variables/${key}` },
    ...{ key: "variables", item: variable, nameKey: "key" },
  });
  const connections = new Store(http, {
    ...{ noun: "connection", all: path`/connections`, one: (id: string) => path`/connections/${id}` },
    ...{ key: "connections", item: connection, nameKey: "connection_id" },
  });
  const pools = new Store(http, {
    ...{ noun: "pool", all: path`/pools`, one: (name: string) => path`/pools/${name}` },
    ...{ key: "pools", item: pool, nameKey: "name" },
  });
  return {
    variables: (options) => variables.list(options),
    variable: (key, options) => variables.get(key, options),
    setVariable: (key, value, options) => {
      const body = { key, value: typeof value === "string" ? value : JSON.stringify(value) };
      return variables.set(key, body, { body }, options);
    },
    deleteVariable: (key, options) => variables.delete(key, options),
    connections: (options) => connections.list(options),
    connection: (id, options) => connections.get(id, options),
    setConnection: ({ id, type, ...rest }, options) => {
      const empty = {
        host: null,
        port: null,
        login: null,
        password: null,
        schema: null,
        extra: null,
        description: null,
      };
      const body = { connection_id: id, conn_type: type, ...empty, ...rest };
      return connections.set(id, body, { body }, options);
    },
    deleteConnection: (id, options) => connections.delete(id, options),
    pools: (options) => pools.list(options),
    pool: (name, options) => pools.get(name, options),
    setPool: ({ name, slots, description, includeDeferred = false }, options) => {
      const body = { slots, description, include_deferred: includeDeferred };
      // Airflow refuses to touch other fields of its default pool, even with the value that they have.
      const update_mask = ["slots", "include_deferred", ...(description === undefined ? [] : ["description"])];
      return pools.set(name, { name, ...body }, { query: { update_mask }, body: { pool: name, ...body } }, options);
    },
    deletePool: (name, options) => pools.delete(name, options),
  };
}
