import type { AirflowApi } from "../airflow/client/airflow-api.ts";
import type { CallOptions } from "../airflow/client/call-options.ts";
import type { TaskAddress, TaskLog } from "../airflow/client/run-api.ts";
import type { TrySnapshot } from "../results/run-data.ts";
import { taskLabel } from "../results/task-label.ts";

type Interruptible = Pick<CallOptions, "signal">;

/**
 * A task of a run, or an instance of a mapped one. What does not exist (the task, a try, an XCom) throws ApiError
 * `AT_NOT_FOUND` naming the nearest that does.
 */
export class TaskHandle {
  /** Id of the DAG. */
  readonly dagId: string;
  /** Id of the run. */
  readonly runId: string;
  /** Id of the task. */
  readonly taskId: string;
  /** From 0 in a mapped task, else -1. */
  readonly mapIndex: number;
  private readonly api: AirflowApi;

  constructor(api: AirflowApi, { dagId, runId, taskId, mapIndex = -1 }: TaskAddress) {
    this.api = api;
    this.dagId = dagId;
    this.runId = runId;
    this.taskId = taskId;
    this.mapIndex = mapIndex;
  }

  /** State of Airflow, such as `success`; null where nothing was decided yet. */
  async state({ signal }: Interruptible = {}): Promise<string | null> {
    return (await this.api.taskInstance(this.address, { signal })).state;
  }

  /** All attempts, oldest first; one that has not begun counts. */
  async tries({ signal }: Interruptible = {}): Promise<TrySnapshot[]> {
    return this.api.tries(this.address, { signal });
  }

  /** The log of a try, as far as it is written. @param tryNumber from 1, default the last */
  async log(tryNumber?: number, { signal }: Interruptible = {}): Promise<TaskLog> {
    const number = tryNumber ?? (await this.api.taskInstance(this.address, { signal })).tryNumber;
    return this.api.log(this.address, number, { signal });
  }

  /** The value of an XCom, as Python pushed it where JSON can say it. @param key default `return_value` */
  async xcom(key?: string, { signal }: Interruptible = {}): Promise<unknown> {
    return this.api.xcom(this.address, key, { signal });
  }

  /**
   * Lets it begin again, and the run with it.
   * @param options `downstream`: whether what comes after it runs again too, default true
   * @returns the tasks that run again, by name
   */
  async clear({ downstream, signal }: Interruptible & { downstream?: boolean } = {}): Promise<string[]> {
    const { taskId, mapIndex } = await this.api.taskInstance(this.address, { signal });
    const cleared = await this.api.clear(
      this.dagId,
      this.runId,
      { tasks: [{ taskId, mapIndex }], downstream },
      { signal },
    );
    return cleared.map((task) => taskLabel(task));
  }

  private get address(): TaskAddress {
    return { dagId: this.dagId, runId: this.runId, taskId: this.taskId, mapIndex: this.mapIndex };
  }
}
