import { setTimeout as sleep } from "node:timers/promises";
import type { RunKey } from "../airflow/clean-state.ts";
import type { Query, WatchedRun } from "../airflow/profile.ts";

/** A connection to the metadata database. */
interface Connection {
  query<Row extends object>(sql: string, values: unknown[]): Promise<{ rows: Row[] }>;
  end(): Promise<void>;
}

/** What the watch needs of a cluster. */
export interface RunWatchSource {
  connect(): Promise<Connection>;
  /** Asks for rows `{ dagId, runId, mark }`. */
  runMarks(runs: readonly WatchedRun[]): Query;
}

/** Milliseconds between two looks at the database, which answers in less than one. */
const INTERVAL_MS = 50;
/** Milliseconds after which whoever waits looks for itself, whatever the database says. */
const LONGEST_MS = 2_000;

/** Follows one run. */
export interface RunFollower {
  /**
   * Waits until the run is not as it was at the end of the last call; the first call ends as soon as its state is known.
   * @param ms milliseconds after which the wait ends in any case
   */
  change(ms: number, signal?: AbortSignal): Promise<void>;
}

interface Waiter {
  readonly run: WatchedRun;
  readonly seen: string | undefined;
  wake(mark: string): void;
}

/**
 * Sees changes of runs soon and at little cost: one loop asks the metadata database for all runs that this process waits
 * for, so that the API is asked only when there is something new. It has a connection while somebody waits.
 */
export class RunWatch {
  private readonly source: RunWatchSource;
  private readonly waiting = new Set<Waiter>();
  private looking = false;

  constructor(source: RunWatchSource) {
    this.source = source;
  }

  /** @param tasks whether changes of its tasks count too. @default false */
  follow({ dagId, runId }: RunKey, tasks = false): RunFollower {
    const run = { dagId, runId, tasks };
    let seen: string | undefined;
    return {
      change: async (ms, signal) => {
        seen = (await this.next({ run, seen }, Math.min(ms, LONGEST_MS), signal)) ?? seen;
      },
    };
  }

  /** The new mark of a run, or undefined where it has not changed in time. */
  private async next(
    wait: Omit<Waiter, "wake">,
    ms: number,
    signal: AbortSignal | undefined,
  ): Promise<string | undefined> {
    const over = new AbortController();
    let mark: string | undefined;
    const waiter: Waiter = {
      ...wait,
      wake: (now) => {
        mark = now;
        over.abort();
      },
    };
    this.waiting.add(waiter);
    if (!this.looking) void this.look();
    try {
      await sleep(ms, undefined, { signal: signal ? AbortSignal.any([signal, over.signal]) : over.signal });
    } catch {
      signal?.throwIfAborted();
    } finally {
      this.waiting.delete(waiter);
    }
    return mark;
  }

  /** Looks until nobody waits any more. A database that cannot be asked is no failure: whoever waits then looks itself. */
  private async look(): Promise<void> {
    this.looking = true;
    let connection: Connection | undefined;
    try {
      connection = await this.source.connect();
      while (this.waiting.size > 0) {
        const waiters = [...this.waiting];
        const { sql, values } = this.source.runMarks(waiters.map(({ run }) => run));
        const { rows } = await connection.query<RunKey & { mark: string }>(sql, [...values]);
        for (const { run, seen, wake } of waiters) {
          const row = rows.find(({ dagId, runId }) => dagId === run.dagId && runId === run.runId);
          if (row && row.mark !== seen) wake(row.mark);
        }
        await sleep(INTERVAL_MS);
      }
    } catch {
      await sleep(LONGEST_MS, undefined, { ref: false });
    } finally {
      this.looking = false;
      connection?.end().catch(() => {});
    }
    if (this.waiting.size > 0) void this.look();
  }
}
