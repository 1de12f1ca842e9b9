import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import type { ActiveRun, RunKey } from "../../airflow/clean-state.ts";
import { secondsSince } from "../../base/seconds-since.ts";
import { shellWord } from "../../base/shell-word.ts";
import { freeze } from "../../results/freeze.ts";
import type { Cleaner } from "../cleaner.ts";
import { assertBaseline } from "./baseline.ts";
import { Rest } from "./bring-to-rest.ts";
import { BASELINE, dropNewObjects } from "./database-objects.ts";
import { databaseShape } from "./database-shape.ts";
import { drainQueues, lastingQueues } from "./drain-queues.ts";
import { TriggerRest } from "./end-triggers.ts";
import { RESET_WITHIN_MS, type ResetOptions } from "./reset-options.ts";
import type { ResetReport } from "./reset-report.ts";
import type { ResetSite } from "./reset-site.ts";
import { restless } from "./restless.ts";
import { Ties } from "./ties.ts";
import { Again, transaction } from "./transaction.ts";

/** Brings a cluster back to its baseline, and keeps what that needs open until it is closed. */
export class ClusterReset implements Cleaner {
  private readonly site: ResetSite;
  private readonly ties: Ties;

  constructor(site: ResetSite) {
    this.site = site;
    this.ties = new Ties(site);
  }

  /** See {@link StartedAirflowCluster.use}. */
  use(what: string): Promise<() => Promise<void>> {
    return this.ties.users.use(what);
  }

  /** See {@link StartedAirflowCluster.reset}. */
  async reset(options: ResetOptions = {}): Promise<ResetReport> {
    const begun = performance.now();
    const { site, ties } = this;
    return ties.users.alone(options.signal, async (client) => {
      const queues = lastingQueues(site.rabbitmq);
      queues.catch(() => {});
      const opened = ties.open();
      await assertBaseline(client);
      const shape = await databaseShape(client);
      await opened;
      const { cleanState } = site.profile;
      const restore = cleanState.restore(BASELINE, shape, site.pausedAtCreation);
      const { stopped, value: dropped } = await this.atRest(client, undefined, options, async () => {
        await client.query(restore);
        return dropNewObjects(client, Object.keys(cleanState.tables));
      });
      const [stray] = await Promise.all([
        queues.then((names) => ties.broker.use((channel) => drainQueues(channel, names, cleanState))),
        this.cleanFiles(client),
        ties.redis?.use((redis) => redis.flushAll()),
      ]);
      if (stray.length > 0) await client.query(cleanState.settle(stray));
      return freeze({ stopped, dropped, seconds: secondsSince(begun) });
    });
  }

  /** See {@link StartedAirflowCluster.removeRuns}. */
  async removeRuns(runs: readonly RunKey[], options: ResetOptions = {}): Promise<readonly ActiveRun[]> {
    const { site, ties } = this;
    if (runs.length === 0) return freeze([]);
    return ties.users.together(async (client) => {
      const { cleanState, paths } = site.profile;
      const { stopped } = await this.atRest(client, runs, options, () => client.query(cleanState.remove(runs)));
      await ties.shell.use((shell) => shell.run(cleanState.removeLogs(paths.logs, runs)));
      return freeze(stopped);
    });
  }

  /** Closes all connections at once. */
  close(): void {
    this.ties.close();
  }

  /** Changes the database in a transaction in which nothing runs and nothing can begin. */
  private async atRest<T>(
    client: pg.Client,
    runs: readonly RunKey[] | undefined,
    { within = RESET_WITHIN_MS, signal }: ResetOptions,
    change: () => Promise<T>,
  ): Promise<{ stopped: ActiveRun[]; value: T }> {
    const tasks = new Rest(this.site, this.ties, runs);
    const triggers = new TriggerRest(this.site, this.ties, runs);
    const deadline = performance.now() + within;
    try {
      for (;;) {
        signal?.throwIfAborted();
        const bounds = { within: deadline - performance.now(), signal };
        const done = await transaction(client, bounds, async () => {
          for (const lock of this.site.profile.cleanState.lock(runs)) {
            const { rows } = await client.query<{ missed: number }>(lock);
            if (rows[0]?.missed !== 0) throw new Again();
          }
          const rests = [await tasks.reached(client), await triggers.reached(client)];
          return rests.every(Boolean) ? { value: await change() } : undefined;
        });
        if (done) return { stopped: tasks.stopped, value: done.value };
        if (performance.now() >= deadline) throw restless([...tasks.saw, ...triggers.saw], within);
        // Whatever the API server is busy with for a task takes as long as this on a busy machine.
        await Promise.all([sleep(50), this.site.api.health({ signal }).catch(() => {})]);
      }
    } finally {
      await tasks.letGo();
    }
  }

  /** Removes the logs of tasks, and import errors of files that are gone; others are as true as the DAG files. */
  private async cleanFiles(client: pg.Client): Promise<void> {
    const { cleanState, paths } = this.site.profile;
    const { rows } = await client.query<{ id: number; file: string }>(cleanState.importErrors(paths.dags));
    const looks = rows.map(({ id, file }) => `[ -e ${shellWord(file)} ] || echo ${id}`);
    const gone = await this.ties.shell.use((shell) =>
      shell.run([cleanState.removeLogs(paths.logs), ...looks, "true"].join("\n")),
    );
    const ids = gone.split("\n").filter(Boolean).map(Number);
    if (ids.length > 0) await client.query(cleanState.forgetImportErrors(ids));
  }
}
