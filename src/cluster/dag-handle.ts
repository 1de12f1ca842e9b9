import type { AirflowApi } from "../airflow/client/airflow-api.ts";
import type { Trigger } from "../airflow/client/run-api.ts";
import type { RunSnapshot } from "../results/run-snapshot.ts";
import { RunHandle, type RunWait } from "./run-handle.ts";

/** What a run is asked for with. */
export type TriggerOptions = Pick<Trigger, "conf" | "logicalDate" | "runId">;

/** A DAG of a running cluster. */
export class DagHandle {
  readonly id: string;
  private readonly api: AirflowApi;

  constructor(api: AirflowApi, id: string) {
    this.api = api;
    this.id = id;
  }

  /** Lets its runs begin; those of a paused DAG stay queued. */
  async unpause(): Promise<void> {
    await this.api.setPaused(this.id, false);
  }

  /**
   * Asks for a run and does not wait for it.
   * @throws HarnessError `AT_NOT_FOUND` where there is no such DAG
   */
  async trigger(options: TriggerOptions = {}): Promise<RunHandle> {
    const { runId } = await this.api.trigger(this.id, options);
    return new RunHandle(this.api, this.id, runId);
  }

  /** Asks for a run and waits for its end. */
  async run(options: TriggerOptions & RunWait = {}): Promise<RunSnapshot> {
    return (await this.trigger(options)).finished(options);
  }
}
