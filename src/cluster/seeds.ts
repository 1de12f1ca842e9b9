import { z } from "zod";
import type { Seeds } from "../airflow/profile.ts";

const text = z.string().nullish();
const name = (what: string) =>
  z.string().regex(/^[\w.-]+$/, `the name of a ${what} may have letters, digits, dot, dash and underscore`);

const connection = z.strictObject({
  /** Type, such as `postgres`. */
  type: z.string().min(1),
  /** Host name, or an address that the components reach. */
  host: text,
  /** Port, 1 to 65535. */
  port: z.number().int().min(1).max(65_535).nullish(),
  /** User. */
  login: text,
  /** Password of the user. */
  password: text,
  /** What the type calls a schema: the database, mostly. */
  schema: text,
  /** An object, or JSON as text. */
  extra: z.union([z.string(), z.record(z.string(), z.unknown())]).nullish(),
  /** For people. */
  description: text,
});

const pool = z.strictObject({
  /** How many tasks may run at once; -1 for no limit. */
  slots: z.number().int().min(-1),
  /** For people. @default "" */
  description: z.string().default(""),
  /** Whether deferred tasks take slots. @default false */
  includeDeferred: z.boolean().default(false),
});

/** Connections by id: the fields, or Airflow's URI form `postgres://login:password@host:5432/schema`. */
export const connectionSeeds = z.record(
  name("connection"),
  z.union([
    z.string().regex(/^[\w+-]+:\/\//, "must be a URI such as postgres://host/schema, or an object"),
    connection,
  ]),
);

/** Variables by key: text, or anything that JSON can say, which is stored as JSON. */
export const variableSeeds = z.record(z.string().min(1), z.unknown());

/** Pools by name: the slots, or slots and more. */
export const poolSeeds = z.record(z.string().min(1), z.union([z.number().int().min(-1), pool]));

/** What is stored before the first DAG file is parsed, or undefined where there is nothing. */
export function seedsOf(given: {
  connections: z.output<typeof connectionSeeds>;
  variables: z.output<typeof variableSeeds>;
  pools: z.output<typeof poolSeeds>;
}): Seeds | undefined {
  const seeds: Seeds = {
    connections: Object.entries(given.connections).map(([id, one]) =>
      typeof one === "string" ? { id, uri: one } : { id, ...one, extra: textOf(one.extra) },
    ),
    variables: Object.entries(given.variables).map(([key, value]) => ({ key, value: textOf(value) ?? "null" })),
    pools: Object.entries(given.pools).map(([name, one]) => {
      const { slots, description, includeDeferred } =
        typeof one === "number" ? { slots: one, description: "", includeDeferred: false } : one;
      return { name, slots, description, include_deferred: includeDeferred };
    }),
  };
  return Object.values(seeds).some((list) => list.length > 0) ? seeds : undefined;
}

function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}
