import type { ActiveRun, RunKey } from "../../airflow/clean-state.ts";
import type { AirflowApi } from "../../airflow/client/airflow-api.ts";
import { ifThere } from "../../airflow/client/api-error.ts";
import { inBatches } from "../../airflow/client/in-batches.ts";
import type { DagRun } from "../../airflow/client/run-api.ts";
import { notAvailable } from "../../base/not-available.ts";
import { secondsSince } from "../../base/seconds-since.ts";
import { freeze } from "../../results/freeze.ts";
import { isFinalRunState } from "../../results/run-data.ts";
import type { Cleaner } from "../cleaner.ts";
import { RESET_WITHIN_MS, type ResetOptions } from "../reset/reset-options.ts";
import type { ResetReport } from "../reset/reset-report.ts";
import { restless } from "../reset/restless.ts";

type Api = Pick<AirflowApi, "dags" | "runs" | "run" | "markRun" | "deleteRun">;

const atOnce = 4;

/**
 * Cleans an Airflow that someone else runs, by its API alone: runs are ended and deleted, and nothing else is touched.
 * Deleting runs that we have not asked for has to be allowed by name.
 */
export class ApiCleaner implements Cleaner {
  private readonly api: Api;
  private readonly allowReset: boolean;

  constructor(api: Api, allowReset: boolean) {
    this.api = api;
    this.allowReset = allowReset;
  }

  /** Who else uses it, only its owner knows. */
  async use(): Promise<() => Promise<void>> {
    return async () => {};
  }

  async reset(options: ResetOptions = {}): Promise<ResetReport> {
    if (!this.allowReset) {
      throw notAvailable(
        "reset()",
        "it deletes the runs of all DAGs, which may be someone's",
        "for an Airflow that nobody needs but tests: `allowReset: true` among the options of attach()",
      );
    }
    const begun = performance.now();
    const { signal } = options;
    const dags = await this.api.dags({ stale: true }, { signal });
    const runs = (await inBatches(dags, atOnce, ({ id }) => this.api.runs(id, { signal }))).flat();
    const stopped = await this.remove(runs, options);
    return freeze({ stopped, dropped: [], seconds: secondsSince(begun) });
  }

  async removeRuns(runs: readonly RunKey[], options: ResetOptions = {}): Promise<readonly ActiveRun[]> {
    const { signal } = options;
    const found = await inBatches(runs, atOnce, ({ dagId, runId }) => ifThere(this.api.run(dagId, runId, { signal })));
    return freeze(
      await this.remove(
        found.filter((run) => run !== undefined),
        options,
      ),
    );
  }

  close(): void {}

  private async remove(runs: readonly DagRun[], options: ResetOptions): Promise<ActiveRun[]> {
    const active = runs.filter(({ state }) => !isFinalRunState(state));
    await this.end(active, options);
    const { signal } = options;
    await inBatches(runs, atOnce, ({ dagId, runId }) => this.api.deleteRun(dagId, runId, { signal }));
    return active.map(({ dagId, runId, state, note }) => ({ dagId, runId, state, note }));
  }

  /** Ends their tasks too: what a worker still does with them is refused from then on. */
  private async end(runs: readonly DagRun[], { within = RESET_WITHIN_MS, signal }: ResetOptions): Promise<void> {
    // A time-out of nothing may still come later than a quick answer.
    const limit = within > 0 ? AbortSignal.timeout(within) : AbortSignal.abort();
    const bounded = signal ? AbortSignal.any([signal, limit]) : limit;
    const open = new Set(runs);
    try {
      await inBatches(runs, atOnce, async (run) => {
        await this.api.markRun(run.dagId, run.runId, "failed", { signal: bounded });
        open.delete(run);
      });
    } catch (error) {
      signal?.throwIfAborted();
      if (!limit.aborted) throw error;
      throw restless(
        [...open].map(({ dagId, runId, state }) => `${dagId} ${runId}: ${state}`),
        within,
      );
    }
  }
}
