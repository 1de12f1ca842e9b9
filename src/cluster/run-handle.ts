import type { RunKey } from "../airflow/clean-state.ts";
import { notFound } from "../airflow/client/api-error.ts";
import type { CallOptions } from "../airflow/client/call-options.ts";
import type { SnapshotOptions } from "../airflow/client/snapshot-run.ts";
import { snapshotRun } from "../airflow/client/snapshot-run.ts";
import { type RunWaitOptions, waitForRun, waitForState } from "../airflow/client/wait-for-run.ts";
import { HarnessError } from "../base/harness-error.ts";
import { didYouMean } from "../base/nearest.ts";
import { parse } from "../base/parse.ts";
import { type RunState, runStates } from "../results/run-data.ts";
import type { RunSnapshot } from "../results/run-snapshot.ts";
import { selectTasks } from "../results/select-tasks.ts";
import { taskLabel } from "../results/task-label.ts";
import type { HandleContext } from "./handle-context.ts";
import type { RunFollower } from "./run-watch.ts";
import { TaskHandle } from "./task-handle.ts";
import { runWait } from "./trigger-options.ts";

type Interruptible = Pick<CallOptions, "signal">;

/** What a snapshot of a run holds, and what interrupts it. */
export type RunRead = Pick<SnapshotOptions, "xcoms" | "logs" | "signal">;

/** How long to wait for a run, who is told of it, and what its snapshot holds. */
export type RunWait = Pick<RunWaitOptions, "within" | "signal" | "onState" | "xcoms" | "logs">;

/** Which tasks of a run are to run again. */
export interface ClearOptions extends Interruptible {
  /** Ids, or `load[3]` for an instance of a mapped task. @default all */
  tasks?: readonly string[];
  /** Only those that failed, or did not run because one before them had. @default false */
  onlyFailed?: boolean;
  /** Also what comes after the named tasks. @default true */
  downstream?: boolean;
}

/** A run that has been asked for and may still be going on. */
export class RunHandle {
  /** Id of the DAG. */
  readonly dagId: string;
  /** Id of the run. */
  readonly runId: string;
  private readonly context: HandleContext;

  constructor(context: HandleContext, { dagId, runId }: RunKey) {
    this.context = context;
    this.dagId = dagId;
    this.runId = runId;
  }

  /** A task, or with a map index (from 0) an instance of a mapped one. */
  task(id: string, mapIndex = -1): TaskHandle {
    return new TaskHandle(this.context.api, { ...this.name, taskId: id, mapIndex });
  }

  /** The run as it is now: plain frozen data, valid after the cluster is gone. */
  async snapshot(read: RunRead = {}): Promise<RunSnapshot> {
    return snapshotRun(this.context.api, this.name, read);
  }

  /**
   * Waits until the run has ended, however it ended: a failed run is a result and no error.
   * @throws HarnessError `AT_TIMEOUT` with the state of each unfinished task
   */
  async finished(wait: RunWait = {}): Promise<RunSnapshot> {
    const checked = parse(runWait, wait, "the options of finished()", "AT_USAGE");
    return waitForRun(this.context.api, this.dagId, this.runId, { ...checked, ...this.whenChanged() });
  }

  /**
   * Waits until the run has come to a state, or to one of several. A run that has ended has been queued and running
   * before, however short; the snapshot has the state that it is in by then.
   * @throws HarnessError `AT_TIMEOUT` with the state of each unfinished task; at once where the run has ended in another
   * state, with what its tasks say
   */
  async waitFor(state: RunState | readonly RunState[], wait: RunWait = {}): Promise<RunSnapshot> {
    const wanted = [state].flat();
    for (const one of wanted) {
      if (runStates.includes(one)) continue;
      throw new HarnessError("AT_USAGE", `a run has no state "${one}"${didYouMean(String(one), runStates)}`, {
        expected: runStates.join(", "),
      });
    }
    const checked = parse(runWait, wait, "the options of waitFor()", "AT_USAGE");
    return waitForState(this.context.api, this.name, wanted, { ...checked, ...this.whenChanged() });
  }

  /**
   * Lets tasks begin again, and the run with them; it is queued when this returns.
   * @returns the tasks that run again, `load[3]` for an instance of a mapped one; none where nothing had failed
   * @throws ApiError `AT_NOT_FOUND` for a task that the run does not have
   */
  async clear({ tasks, onlyFailed, downstream, signal }: ClearOptions = {}): Promise<string[]> {
    const { api } = this.context;
    const named = tasks && (await this.instancesOf(tasks, { signal }));
    const cleared = await api.clear(this.dagId, this.runId, { tasks: named, onlyFailed, downstream }, { signal });
    return cleared.map((task) => taskLabel(task));
  }

  /** Ends the run as succeeded or failed: what runs is stopped, what waits is skipped. */
  async mark(state: "success" | "failed", { signal }: Interruptible = {}): Promise<void> {
    await this.context.api.markRun(this.dagId, this.runId, state, { signal });
  }

  /** Ends the run as failed; see {@link RunHandle.mark}. */
  async stop(options: Interruptible = {}): Promise<void> {
    await this.mark("failed", options);
  }

  /**
   * Follows the run and its tasks, for whoever looks at snapshots until one is as wanted.
   * @returns undefined where nothing tells of changes, as in an Airflow that someone else runs
   */
  follow(): RunFollower | undefined {
    return this.context.watch?.follow(this.name, true);
  }

  /** When the next look at the state of the run is worth while. */
  private whenChanged(): Pick<RunWaitOptions, "intervalMs" | "pause"> {
    const follower = this.context.watch?.follow(this.name);
    return follower ? { intervalMs: 50, pause: (ms, signal) => follower.change(ms, signal) } : {};
  }

  private get name(): RunKey {
    return { dagId: this.dagId, runId: this.runId };
  }

  private async instancesOf(names: readonly string[], options: Interruptible) {
    const all = await this.context.api.taskInstances(this.dagId, this.runId, options);
    return names.flatMap((name) => {
      const found = selectTasks(all, [name]);
      if (found.length > 0) return found;
      const known = [...new Set(all.map(({ taskId }) => taskId))];
      throw notFound(["task", `in the run "${this.runId}"`], name, known);
    });
  }
}
