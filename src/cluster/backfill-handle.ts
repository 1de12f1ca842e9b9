import { ApiError } from "../airflow/client/api-error.ts";
import type { Backfill, BackfillRequest } from "../airflow/client/backfill-api.ts";
import { HarnessError } from "../base/harness-error.ts";
import { parse } from "../base/parse.ts";
import { type Seen, until } from "../base/until.ts";
import { isFinalRunState } from "../results/run-data.ts";
import type { RunSnapshot } from "../results/run-snapshot.ts";
import { assertUnpaused } from "./assert-unpaused.ts";
import type { HandleContext } from "./handle-context.ts";
import { parsedDag } from "./parsed-dag.ts";
import { RunHandle, type RunWait } from "./run-handle.ts";
import { backfillOptions, type Moment } from "./trigger-options.ts";

/** Which runs of a schedule are to be made up for. */
export interface BackfillOptions extends Omit<BackfillRequest, "from" | "to"> {
  /** First and last logical date; both count. */
  from: Moment;
  /** Last logical date; it counts. */
  to: Moment;
  /** Milliseconds that the DAG may take to appear. @default 0 */
  parsedWithin?: number;
  /** Ends the call; it then throws the reason of the signal. */
  signal?: AbortSignal;
}

/** The scheduler looks every 30 seconds which backfills are complete. */
const completionMs = 60_000;

/** A backfill that has been asked for, with the runs that it made or began again. */
export class BackfillHandle {
  /** Id of the DAG. */
  readonly dagId: string;
  /** Airflow's number of it. */
  readonly id: number;
  private readonly handles: readonly RunHandle[];

  private constructor({ dagId, id }: Backfill, handles: readonly RunHandle[]) {
    this.dagId = dagId;
    this.id = id;
    this.handles = handles;
  }

  /** See `DagHandle.backfill`. */
  static async start(context: HandleContext, dagId: string, options: BackfillOptions): Promise<BackfillHandle> {
    const { parsedWithin, signal, ...request } = parse(
      backfillOptions,
      options,
      "the options of backfill()",
      "AT_USAGE",
    );
    assertUnpaused(await parsedDag(context, dagId, { within: parsedWithin, signal }));
    const backfill = await begin(context, dagId, request, signal);
    const runs = await context.api.backfillRuns(backfill, { signal });
    for (const { runId } of runs) await context.onTriggered?.({ dagId, runId });
    if (runs.length === 0) {
      throw new ApiError("AT_API", `the backfill of the DAG "${dagId}" has no run: every moment has one already`, {
        try: 'reprocess: "completed"',
      });
    }
    return new BackfillHandle(
      backfill,
      runs.map(({ runId }) => new RunHandle(context, { dagId, runId })),
    );
  }

  /** Its runs, by logical date. */
  runs(): readonly RunHandle[] {
    return this.handles;
  }

  /**
   * Waits until all of its runs have ended, however they ended.
   * @param wait `within` is for all of them together
   * @returns their snapshots, by logical date
   * @throws HarnessError `AT_TIMEOUT` for the first that has not ended in time
   */
  async finished({ within = 600_000, ...wait }: RunWait = {}): Promise<RunSnapshot[]> {
    const deadline = performance.now() + within;
    const ended: RunSnapshot[] = [];
    for (const run of this.handles) {
      ended.push(await run.finished({ ...wait, within: Math.max(1, deadline - performance.now()) }));
    }
    return ended;
  }
}

/** Airflow takes one backfill of a DAG at a time, and notices the end of the one before only after a while. */
async function begin(
  { api }: HandleContext,
  dagId: string,
  request: BackfillRequest,
  signal?: AbortSignal,
): Promise<Backfill> {
  const attempt = async (bounded?: AbortSignal): Promise<Seen<Backfill>> => {
    try {
      return { ready: true, value: await api.backfill(dagId, request, { signal: bounded }) };
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 409) throw error;
      const runs = await api.runs(dagId, { signal: bounded });
      const open = runs.filter(({ type, state }) => type === "backfill" && !isFinalRunState(state));
      if (open.length === 0) return { ready: false, saw: error.parts.observed ?? error.what };
      throw new ApiError("AT_API", `an earlier backfill of the DAG "${dagId}" still runs`, {
        ...{ status: 409, cause: error, try: "`finished()` of the earlier one first" },
        observed: open.map(({ runId, state }) => `${runId} ${state}`).join("\n"),
      });
    }
  };
  return until(attempt, {
    ...{ timeoutMs: completionMs, intervalMs: 1_000, probeTimeoutMs: 30_000, signal },
    onTimeout: (saw) =>
      new HarnessError("AT_TIMEOUT", `the backfill of the DAG "${dagId}" could not begin`, { observed: saw }),
  });
}
