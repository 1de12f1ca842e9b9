import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { HarnessError } from "../../base/harness-error.ts";
import { type Holder, holders, inWords, LINGER_MS, RESET, USE } from "./holders.ts";
import type { Kept } from "./kept.ts";
import { type ProcessId, processName, sameProcess, thisProcess } from "./process-name.ts";

/** Another reset ends by itself. */
const RESET_MS = 60_000;

/**
 * The processes that use a cluster, told apart by locks on its metadata database: they go with the process, however it
 * ends. All of it happens on the connection that this process keeps.
 */
export class ClusterUsers {
  private readonly postgres: Kept<pg.Client>;
  private readonly uses = new Set<{ readonly what: string }>();
  private readonly lender: ProcessId | undefined;

  /** @param lender another process whose use is no obstacle to this one */
  constructor(postgres: (prepare: (client: pg.Client) => Promise<void>) => Kept<pg.Client>, lender?: ProcessId) {
    this.postgres = postgres((client) => this.introduce(client));
    this.lender = lender;
  }

  /**
   * Tells that this process uses the cluster; while another one resets it, waits for that.
   * @returns ends the use
   */
  async use(what: string): Promise<() => Promise<void>> {
    const use = { what };
    await this.postgres.use(async (client) => {
      const first = this.uses.size === 0;
      this.uses.add(use);
      try {
        if (first) await share(client);
        await this.rename(client);
      } catch (error) {
        this.uses.delete(use);
        throw error;
      }
    });
    return async () => {
      if (!this.uses.delete(use)) return;
      // A connection that is closed holds nothing.
      if (!this.postgres.isOpen) return;
      await this.postgres.use(async (client) => {
        if (this.uses.size === 0) await client.query(`select pg_advisory_unlock_shared(${USE})`);
        await this.rename(client);
      });
    };
  }

  /**
   * Does something while no other process uses the cluster.
   * @throws HarnessError `AT_IN_USE` naming the others; the signal's reason
   */
  alone<T>(signal: AbortSignal | undefined, work: (client: pg.Client) => Promise<T>): Promise<T> {
    return this.postgres.use(async (client) => {
      await lockAlone(client, (holder) => this.isOther(holder), signal);
      try {
        return await work(client);
      } finally {
        await client.query(`select pg_advisory_unlock(${RESET})`).catch(() => {});
      }
    });
  }

  /** Does something whoever else uses the cluster. */
  together<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    return this.postgres.use(work);
  }

  /** Ends all uses of this process at once. */
  close(): void {
    this.uses.clear();
    this.postgres.close();
  }

  /** Whether a reset would take work away from it. */
  private isOther({ user, resets }: Holder): boolean {
    const ours = [thisProcess(), this.lender].some((one) => user && one && sameProcess(user, one));
    return resets || !ours;
  }

  private async introduce(client: pg.Client): Promise<void> {
    await this.rename(client);
    // A process on a machine that was switched off is noticed after a minute.
    await client.query("set tcp_keepalives_idle = 30; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3");
    if (this.uses.size > 0) await share(client);
  }

  private async rename(client: pg.Client): Promise<void> {
    const what = [...this.uses].at(-1)?.what;
    await client.query("select set_config('application_name', $1, false)", [processName(thisProcess(what))]);
  }
}

async function share(client: pg.Client): Promise<void> {
  // Whoever comes while a reset is going on waits here; the reset has seen the users by then.
  await client.query(`select pg_advisory_lock_shared(${RESET})`);
  await client.query(`select pg_advisory_lock_shared(${USE})`);
  await client.query(`select pg_advisory_unlock_shared(${RESET})`);
}

async function lockAlone(
  client: pg.Client,
  isOther: (holder: Holder) => boolean,
  signal: AbortSignal | undefined,
): Promise<void> {
  const begun = performance.now();
  for (;;) {
    signal?.throwIfAborted();
    const { rows: tries } = await client.query<{ got: boolean }>(`select pg_try_advisory_lock(${RESET}) as got`);
    const got = tries[0]?.got === true;
    const others = (await holders(client)).filter(isOther);
    if (got && others.length === 0) return;
    if (got) await client.query(`select pg_advisory_unlock(${RESET})`);
    const patience = others.length > 0 && others.every(({ resets }) => resets) ? RESET_MS : LINGER_MS;
    if (performance.now() - begun > patience) throw inUse(others);
    await sleep(100);
  }
}

function inUse(others: readonly Holder[]): HarnessError {
  return new HarnessError("AT_IN_USE", "the cluster is used by another process, so it cannot be reset", {
    expected: "no other process uses the cluster",
    observed: inWords(others) || "a process that has just ended",
    try: "wait for the others to end, or remove only your own runs with `removeRuns()`",
  });
}
