import type { z } from "zod";
import { ifThere } from "../airflow/client/api-error.ts";
import type { CallOptions } from "../airflow/client/call-options.ts";
import type { Dag, DagTask, ImportError } from "../airflow/client/dag-api.ts";
import { HarnessError } from "../base/harness-error.ts";
import { parse } from "../base/parse.ts";
import type { RunSnapshot } from "../results/run-snapshot.ts";
import { assertUnpaused } from "./assert-unpaused.ts";
import { BackfillHandle, type BackfillOptions } from "./backfill-handle.ts";
import type { HandleContext } from "./handle-context.ts";
import { importErrorsOf } from "./import-trouble.ts";
import { type ParsedWait, parsedDag } from "./parsed-dag.ts";
import { RunHandle, type RunWait } from "./run-handle.ts";
import { type Moment, runOptions, triggerOptions } from "./trigger-options.ts";

type Interruptible = Pick<CallOptions, "signal">;

/** What a run is asked for with. */
export interface TriggerOptions {
  /** Configuration of the run: an object of plain JSON. @default {} */
  conf?: Readonly<Record<string, unknown>>;
  /**
   * A moment that is past. Before the `start_date` of the DAG, Airflow runs no task and calls the run a success.
   * @default none
   */
  logicalDate?: Moment;
  /** Letters, digits and `_.~:+-`. @default made by Airflow */
  runId?: string;
  /** Shown beside the run in Airflow. */
  note?: string;
  /** Milliseconds that the DAG may take to appear; see {@link ParsedWait.within}. @default as there */
  parsedWithin?: number;
  /** Ends the call; it then throws the reason of the signal. */
  signal?: AbortSignal;
}

/**
 * A DAG of a running cluster, whether it is there or not. Each operation but `details` and `importErrors` first sees to
 * it that the DAG is parsed, and throws HarnessError `AT_IMPORT_ERROR` with the traceback where its file cannot be
 * imported, `AT_NOT_FOUND` naming the nearest DAG where there is none with this id.
 */
export class DagHandle {
  /** Id of the DAG. */
  readonly id: string;
  private readonly context: HandleContext;

  constructor(context: HandleContext, id: string) {
    this.context = context;
    this.id = id;
  }

  /**
   * The DAG as Airflow last parsed it, without waiting.
   * @throws HarnessError `AT_NOT_FOUND` while it is not parsed
   */
  async details({ signal }: Interruptible = {}): Promise<Dag> {
    const dag = await this.context.api.dag(this.id, { signal });
    if (!dag.stale) return dag;
    throw new HarnessError("AT_NOT_FOUND", `there is no DAG "${this.id}" any more: it is gone from ${dag.file}`);
  }

  /** Waits until it is parsed; an import error ends the wait at once. */
  async parsed(wait: ParsedWait = {}): Promise<Dag> {
    return parsedDag(this.context, this.id, wait);
  }

  /** Tasks by id. */
  async tasks({ signal }: Interruptible = {}): Promise<DagTask[]> {
    await this.parsed({ signal });
    return this.context.api.tasks(this.id, { signal });
  }

  /**
   * Import errors of its file; where Airflow does not know its file, those of files that name its id, and all where no
   * file does.
   */
  async importErrors({ signal }: Interruptible = {}): Promise<ImportError[]> {
    const { api } = this.context;
    const [all, dag] = await Promise.all([api.importErrors({ signal }), ifThere(api.dag(this.id, { signal }))]);
    const own = await importErrorsOf(this.context, this.id, dag, all, signal);
    return own.length > 0 || dag ? own : all;
  }

  /**
   * When it runs next by its schedule, whether or not schedules are switched on.
   * @returns ISO 8601 moments, fewer where the schedule ends, none without a schedule
   * @throws HarnessError `AT_NOT_AVAILABLE` where the cluster cannot be asked
   */
  async nextRuns(count: number, { signal }: Interruptible = {}): Promise<string[]> {
    if (!Number.isInteger(count) || count < 1) {
      throw new HarnessError("AT_USAGE", `nextRuns(count) takes a whole number of at least 1, not ${count}`);
    }
    const { nextRuns } = this.context;
    if (!nextRuns)
      throw new HarnessError("AT_NOT_AVAILABLE", "next runs are read inside a component, and there is none");
    await this.parsed({ signal });
    return (await nextRuns(count, { signal }))[this.id] ?? [];
  }

  /** Keeps its runs from beginning; those that run go on. */
  async pause({ signal }: Interruptible = {}): Promise<void> {
    await this.parsed({ signal });
    await this.context.api.setPaused(this.id, true, { signal });
  }

  /** Lets its runs begin, those that were asked for before too. */
  async unpause({ signal }: Interruptible = {}): Promise<void> {
    await this.parsed({ signal });
    await this.context.api.setPaused(this.id, false, { signal });
  }

  /**
   * Asks for a run and does not wait for it.
   * @throws HarnessError `AT_USAGE` before any request for options that are wrong, and for a paused DAG, whose run would
   * stay queued; ApiError `AT_API` where the run id or the logical date is taken
   */
  async trigger(options: TriggerOptions = {}): Promise<RunHandle> {
    return this.begin(parse(triggerOptions, options, "the options of trigger()", "AT_USAGE"));
  }

  /**
   * Asks for a run and waits for its end; a failed run is a result and no error.
   * @throws what {@link DagHandle.trigger} and {@link RunHandle.finished} throw
   */
  async run(options: TriggerOptions & RunWait = {}): Promise<RunSnapshot> {
    const { within, onState, xcoms, logs, ...trigger } = parse(runOptions, options, "the options of run()", "AT_USAGE");
    const handle = await this.begin(trigger);
    return handle.finished({ within, onState, xcoms, logs, signal: trigger.signal });
  }

  /**
   * Makes up for runs of its schedule between two moments.
   * @throws HarnessError `AT_USAGE` for options that are wrong and for a paused DAG; ApiError `AT_API` where it has no
   * schedule, an earlier backfill of it still runs, or every moment has a run already
   */
  async backfill(options: BackfillOptions): Promise<BackfillHandle> {
    return BackfillHandle.start(this.context, this.id, options);
  }

  private async begin({ parsedWithin, signal, ...trigger }: z.output<typeof triggerOptions>): Promise<RunHandle> {
    const { api, note, onTriggered } = this.context;
    assertUnpaused(await this.parsed({ within: parsedWithin, signal }));
    const { dagId, runId } = await api.trigger(this.id, { ...trigger, note: trigger.note ?? note?.() }, { signal });
    await onTriggered?.({ dagId, runId });
    return new RunHandle(this.context, { dagId, runId });
  }
}
