import { existsSync } from "node:fs";
import { profileFor } from "../../airflow/profiles.ts";
import type { Engine } from "../../engine/engine.ts";
import { containersOf } from "../cluster-containers.ts";
import type { KeptEntry } from "./entry.ts";
import { illnessOf } from "./illness.ts";
import type { KeptStore } from "./store.ts";
import { isOn } from "./sweep-kept.ts";

/** Milliseconds for which a cluster may be silent before it is called ill. */
const PATIENCE_MS = 2_000;

/** What can be said of one kept cluster. */
export interface KeptAccount {
  /** Its name in the folder of kept clusters. */
  readonly name: string;
  /** Names network, containers and volumes; undefined where what is known of it cannot be read. */
  readonly id?: string;
  readonly health: "works" | "ill" | "starting" | "cut off" | "unreadable" | "another version" | "another engine";
  /** Why it does not work. */
  readonly reason?: string;
  /** The project's folder. */
  readonly project?: string;
  readonly dags?: string;
  /** `http://host:port` of the API. */
  readonly url?: string;
  /** ISO 8601. */
  readonly since?: string;
  /** ISO 8601. */
  readonly lastUsed: string;
  /** Seconds without use after which it is removed. */
  readonly idle?: number;
}

/** Looks at all kept clusters, each as {@link illnessOf} does. */
export async function keptAccounts(engine: Engine, store: KeptStore, signal?: AbortSignal): Promise<KeptAccount[]> {
  return Promise.all(store.names().map((name) => accountOf(engine, store, name, signal)));
}

async function accountOf(engine: Engine, store: KeptStore, name: string, signal?: AbortSignal): Promise<KeptAccount> {
  const stored = store.read(name);
  const common = { name, lastUsed: new Date(store.lastUsed(name)).toISOString() };
  if (!stored) return { ...common, health: "cut off" };
  if (stored.phase === "unreadable") return { ...common, health: "unreadable", reason: stored.reason };
  const known = { ...common, id: stored.id, idle: stored.idle };
  if (!isOn(stored, engine)) return { ...known, health: "another engine" };
  if (stored.phase === "foreign") return { ...known, health: "another version" };
  const more = { ...known, project: stored.project, since: stored.since };
  if (stored.phase === "starting")
    return { ...more, health: existsSync(store.lockPath(name)) ? "starting" : "cut off" };
  const reason = await illnessOf(engine, stored, { signal, patienceMs: PATIENCE_MS });
  const url = reason ? undefined : await apiUrl(engine, stored);
  return { ...more, dags: stored.cluster.dags, ...(reason ? { health: "ill", reason } : { health: "works", url }) };
}

async function apiUrl(engine: Engine, { cluster }: KeptEntry): Promise<string | undefined> {
  const { api } = profileFor(cluster.version);
  const container = containersOf(engine, cluster).get(api.alias);
  const address = await container?.hostAddress(api.port).catch(() => undefined);
  return address && `http://${address}`;
}
