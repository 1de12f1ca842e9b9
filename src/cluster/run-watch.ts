import { setTimeout as sleep } from "node:timers/promises";
import type { RunKey } from "../airflow/clean-state.ts";
import type { Query, WatchedRun } from "../airflow/profile.ts";

/** A connection to the metadata database. */
interface Connection {
  query<Row extends object>(sql: string, values?: unknown[]): Promise<{ rows: Row[] }>;
  end(): Promise<void>;
}

/** What the watch needs of a cluster. */
export interface RunWatchSource {
  connect(): Promise<Connection>;
  /** Asks for rows `{ place, mark }`, where the place is that of a run in the list. */
  runMarks(runs: readonly WatchedRun[]): Query;
}

/** Milliseconds between two looks at the database, which answers in less than one. */
const INTERVAL_MS = 50;
/** Milliseconds for which the connection stays when nobody waits; between two waits for a run lies a question to the API. */
const LINGER_MS = 1_000;
/** Milliseconds that the database may take to answer. */
const ANSWER_MS = 5_000;
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

  /** Looks as long as somebody waits. A database that cannot be asked is no failure: whoever waits then looks itself. */
  private async look(): Promise<void> {
    this.looking = true;
    let connection: Connection | undefined;
    try {
      connection = await this.source.connect();
      await connection.query(`set default_transaction_read_only = on; set statement_timeout = ${ANSWER_MS}`);
      for (let waited = performance.now(); performance.now() - waited < LINGER_MS; ) {
        if (this.waiting.size > 0) {
          waited = performance.now();
          await this.lookOnce(connection);
        }
        // A connection that only lingers must not keep the process alive.
        await sleep(INTERVAL_MS, undefined, { ref: this.waiting.size > 0 });
      }
    } catch {
      await sleep(LONGEST_MS, undefined, { ref: false });
    } finally {
      this.looking = false;
      connection?.end().catch(() => {});
    }
    if (this.waiting.size > 0) void this.look();
  }

  private async lookOnce(connection: Connection): Promise<void> {
    const waiters = [...this.waiting];
    const { sql, values } = this.source.runMarks(waiters.map(({ run }) => run));
    const { rows } = await connection.query<{ place: number; mark: string }>(sql, [...values]);
    for (const { place, mark } of rows) {
      const waiter = waiters[place];
      if (waiter && waiter.seen !== mark) waiter.wake(mark);
    }
  }
}
