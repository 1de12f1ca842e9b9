import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { HarnessError } from "../../base/harness-error.ts";
import type { ResetOptions } from "./reset-options.ts";

/** Thrown in a transaction to undo it and try once more. */
export class Again extends Error {}

const RETRIED = new Set(["55P03" /* lock not available */, "40P01" /* deadlock */, "40001" /* serialization */]);
/** Nobody holds a lock for so long who does not mean to. */
const PATIENCE_MS = 20_000;

const BLOCKERS = `select a.pid, a.application_name as name, a.state, left(a.query, 200) as query
  from pg_stat_activity a where a.datname = current_database() and a.pid <> pg_backend_pid() and a.xact_start is not null
  order by a.xact_start`;

/**
 * Runs a transaction that waits for a lock only shortly: Postgres looks for deadlocks after a second, so that it is
 * always this transaction that gives way, and no component of Airflow hears of it. It is then tried again.
 * @throws HarnessError `AT_TIMEOUT` with the transactions that are open, where the locks cannot be had; the signal's reason
 */
export async function transaction<T>(client: pg.Client, bounds: ResetOptions, work: () => Promise<T>): Promise<T> {
  const { within = PATIENCE_MS, signal } = bounds;
  const patience = Math.min(PATIENCE_MS, Math.max(0, within));
  const deadline = performance.now() + patience;
  for (let pause = 5; ; pause = Math.min(pause * 2, 200)) {
    try {
      await client.query("begin; set local lock_timeout = '300ms'");
      const value = await work();
      await client.query("commit");
      return value;
    } catch (error) {
      await client.query("rollback").catch(() => {});
      if (!isRetried(error)) throw error;
      if (performance.now() >= deadline) throw await timedOut(client, patience, error);
    }
    await sleep(pause);
    signal?.throwIfAborted();
  }
}

function isRetried(error: unknown): boolean {
  return error instanceof Again || (error instanceof pg.DatabaseError && RETRIED.has(error.code ?? ""));
}

async function timedOut(client: pg.Client, patience: number, cause: unknown): Promise<HarnessError> {
  const { rows } = await client.query<{ pid: number; name: string; state: string; query: string }>(BLOCKERS);
  return new HarnessError(
    "AT_TIMEOUT",
    `the metadata database could not be changed within ${(patience / 1000).toFixed(1)} s`,
    {
      expected: "nobody holds locks for so long",
      observed: rows
        .map(({ pid, name, state, query }) => `${name || "a connection"} (${pid}), ${state}: ${query}`)
        .join("\n"),
      try: "end the transactions that your test has open",
      cause,
    },
  );
}
