import type { AirflowApi } from "../airflow/client/airflow-api.ts";
import { type RunWaitOptions, waitForRun } from "../airflow/client/wait-for-run.ts";
import type { RunSnapshot } from "../results/run-snapshot.ts";

/** How long to wait for a run, and who is told of it. */
export type RunWait = Pick<RunWaitOptions, "timeoutMs" | "signal" | "onState">;

/** A run that has been asked for and may still be going on. */
export class RunHandle {
  readonly dagId: string;
  readonly runId: string;
  private readonly api: AirflowApi;

  constructor(api: AirflowApi, dagId: string, runId: string) {
    this.api = api;
    this.dagId = dagId;
    this.runId = runId;
  }

  /**
   * Waits until the run has ended, however it ended.
   * @returns plain frozen data, valid after the cluster is gone; a failed run is a result and no error
   * @throws HarnessError `AT_TIMEOUT` with the state of each unfinished task
   */
  async finished({ timeoutMs, signal, onState }: RunWait = {}): Promise<RunSnapshot> {
    return waitForRun(this.api, this.dagId, this.runId, { timeoutMs, signal, onState });
  }
}
