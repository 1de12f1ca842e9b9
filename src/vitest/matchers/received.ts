import { HarnessError } from "../../base/harness-error.ts";
import type { RunData } from "../../results/run-data.ts";
import type { LiveBroker, LiveCluster, LiveDag, LiveMetadata, LiveRun, Queryable } from "./live.ts";

/** The run that a matcher was given, live or as data. */
export function receivedRun(name: string, received: unknown): { live: LiveRun } | { data: RunData } {
  if (has(received, { dagId: "string", runId: "string", snapshot: "function" })) return { live: received as LiveRun };
  const data = has(received, { dagId: "string", runId: "string", state: "string", tasks: "object" });
  if (data) return { data: received as RunData };
  throw wrong(name, "a run: what dag.run() or dag.trigger() gives", received);
}

export function receivedDag(name: string, received: unknown): LiveDag {
  const methods = { details: "function", tasks: "function", importErrors: "function", nextRuns: "function" } as const;
  if (has(received, { id: "string", ...methods })) return received as LiveDag;
  throw wrong(name, "a DAG: what dag(id) of a cluster gives", received);
}

export function receivedCluster(name: string, received: unknown): LiveCluster {
  if (has(received, { api: "object", settingsInside: "function" })) return received as LiveCluster;
  throw wrong(name, "a cluster: what start() of an AirflowCluster gives", received);
}

export function receivedMetadata(name: string, received: unknown): LiveMetadata {
  if (has(received, { migrations: "function" })) return received as LiveMetadata;
  throw wrong(name, "a cluster: what start() of an AirflowCluster gives", received);
}

/** A service is taken as well inside something that has it, such as a fixture. */
export function receivedDatabase(name: string, received: unknown): Queryable {
  const found = serviceIn(received, { query: "function" });
  if (found) return found as Queryable;
  throw wrong(name, "a database: a started Postgres, or a pool or client of pg", received);
}

export function receivedBroker(name: string, received: unknown): LiveBroker {
  const found = serviceIn(received, { consumersOf: "function", ask: "function", login: "object" });
  if (found) return found as LiveBroker;
  throw wrong(name, "a started RabbitMQ", received);
}

type Kind = "string" | "function" | "object";

function has(value: unknown, parts: Readonly<Record<string, Kind>>): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(parts).every(([key, kind]) => {
    const part = (value as Record<string, unknown>)[key];
    return typeof part === kind && part !== null;
  });
}

function serviceIn(value: unknown, parts: Readonly<Record<string, Kind>>): object | undefined {
  if (has(value, parts)) return value as object;
  const { service } = (value ?? {}) as { service?: unknown };
  return has(service, parts) ? (service as object) : undefined;
}

function wrong(name: string, wanted: string, received: unknown): HarnessError {
  return new HarnessError("AT_USAGE", `${name}() judges ${wanted}; got ${described(received)}`);
}

function described(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value !== "object") return typeof value === "function" ? "a function" : `a ${typeof value}`;
  if (Array.isArray(value)) return "an array";
  if (typeof (value as { then?: unknown }).then === "function") return "a promise: await it first";
  const type = Object.getPrototypeOf(value)?.constructor?.name;
  if (type && type !== "Object") return `an object of the class ${type}`;
  const keys = Object.keys(value);
  if (keys.length === 0) return "an object without keys";
  return `an object with the keys ${keys.slice(0, 8).join(", ")}${keys.length > 8 ? ", …" : ""}`;
}
