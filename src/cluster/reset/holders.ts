import type pg from "pg";
import { type ClusterUser, userNamed } from "./process-name.ts";

/** Advisory locks of the metadata database: who uses the cluster shares one, who resets it holds the other. */
const LOCK = { class: 0x617466, use: 1, reset: 2 } as const;

/** The locks, as Postgres's functions take them. */
export const USE = `${LOCK.class}, ${LOCK.use}`;
export const RESET = `${LOCK.class}, ${LOCK.reset}`;

/** Milliseconds for which a connection of a process that has just ended may still be there. */
export const LINGER_MS = 2_000;

const HOLDERS = `select a.application_name as name, a.backend_start as since, l.objid::int = ${LOCK.reset} as resets
  from pg_locks l join pg_stat_activity a using (pid)
  where l.locktype = 'advisory' and l.classid = ${LOCK.class} and l.granted and l.pid <> pg_backend_pid()
    and l.database = (select oid from pg_database where datname = current_database())`;

/** A connection other than one's own that holds one of the locks. */
export interface Holder {
  readonly name: string;
  /** Undefined where the connection is none of ours. */
  readonly user: ClusterUser | undefined;
  readonly since: Date;
  /** Whether it resets the cluster, and does not only use it. */
  readonly resets: boolean;
}

/** Who holds the locks at this moment, the connection that asks left out. */
export async function holders(client: Pick<pg.Client, "query">): Promise<Holder[]> {
  const { rows } = await client.query<Omit<Holder, "user">>(HOLDERS);
  return rows.map((row) => ({ ...row, user: userNamed(row.name) }));
}

/** `process 4711 on ci-runner-3 (vitest), connected since …`, a line each. */
export function inWords(holders: readonly Holder[]): string {
  const lines = holders.map(({ name, user, since, resets }) => {
    const does = resets ? "resets it" : user?.what;
    const who = user
      ? `process ${user.pid} on ${user.host}${does ? ` (${does})` : ""}`
      : `a connection named "${name}"`;
    return `${who}, connected since ${since.toISOString()}`;
  });
  return lines.join("\n");
}
