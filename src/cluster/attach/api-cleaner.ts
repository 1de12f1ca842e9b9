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
import type { ResetReport } from "../reset/reset-report.ts";

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

  async reset(): Promise<ResetReport> {
    if (!this.allowReset) {
      throw notAvailable(
        "reset()",
        "it deletes the runs of all DAGs, which may be someone's",
        "for an Airflow that nobody needs but tests: `allowReset: true` among the options of attach()",
      );
    }
    const begun = performance.now();
    const dags = await this.api.dags({ stale: true });
    const runs = (await inBatches(dags, atOnce, ({ id }) => this.api.runs(id))).flat();
    const stopped = await this.remove(runs);
    return freeze({ stopped, dropped: [], seconds: secondsSince(begun) });
  }

  async removeRuns(runs: readonly RunKey[]): Promise<readonly ActiveRun[]> {
    const found = await inBatches(runs, atOnce, ({ dagId, runId }) => ifThere(this.api.run(dagId, runId)));
    return freeze(await this.remove(found.filter((run) => run !== undefined)));
  }

  close(): void {}

  private async remove(runs: readonly DagRun[]): Promise<ActiveRun[]> {
    const active = runs.filter(({ state }) => !isFinalRunState(state));
    // Ends their tasks too: what a worker still does with them is refused from then on.
    await inBatches(active, atOnce, ({ dagId, runId }) => this.api.markRun(dagId, runId, "failed"));
    await inBatches(runs, atOnce, ({ dagId, runId }) => this.api.deleteRun(dagId, runId));
    return active.map(({ dagId, runId, state, note }) => ({ dagId, runId, state, note }));
  }
}
