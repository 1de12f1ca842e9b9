import { HarnessError } from "../../base/harness-error.ts";
import { type Seen, type UntilOptions, until } from "../../base/until.ts";
import { finalRunStates, isFinalRunState } from "../../results/run-data.ts";
import type { RunSnapshot } from "../../results/run-snapshot.ts";
import type { AirflowApi } from "./airflow-api.ts";
import { endedOtherwise, nameOf, timedOut } from "./explain-run.ts";
import type { DagRun } from "./run-api.ts";
import { type SnapshotOptions, snapshotRun } from "./snapshot-run.ts";

/** How a run is waited for. */
export interface RunWaitOptions extends Omit<SnapshotOptions, "timeoutMs"> {
  /** Milliseconds until the wait is given up. @default 600_000 */
  within?: number;
  /** Milliseconds between two looks, at least. @default 300 */
  intervalMs?: number;
  /** Waits for a sign that the run has changed, at most for the milliseconds that it gets. @default `intervalMs` */
  pause?: UntilOptions["pause"];
  /** Told what the run is at whenever that changes: `queued`, `running, 3 of 8 tasks finished`. */
  onState?: (state: string) => void;
}

/** Milliseconds between two counts of finished tasks. */
const progressMs = 1_500;
/** Milliseconds for reading a run that has come to its state, which may have thousands of logs. */
const readingMs = 1_800_000;

/**
 * Waits until a run has ended, however it ended. An API that does not answer for a while does not end the wait.
 * @throws HarnessError `AT_TIMEOUT` with the state of each unfinished task; ApiError `AT_NOT_FOUND` where there is no
 * such run; the signal's reason
 */
export async function waitForRun(
  api: AirflowApi,
  dagId: string,
  runId: string,
  options: RunWaitOptions = {},
): Promise<RunSnapshot> {
  return waitForState(api, { dagId, runId }, finalRunStates, options);
}

/**
 * Waits until a run has come to one of the states. One that has ended has been queued and running before, however short.
 * @throws what {@link waitForRun} throws; HarnessError `AT_TIMEOUT` at once where the run has ended in another state
 */
export async function waitForState(
  api: AirflowApi,
  { dagId, runId }: Pick<DagRun, "dagId" | "runId">,
  states: readonly string[],
  { within = 600_000, intervalMs = 300, pause, signal, onState, ...snapshot }: RunWaitOptions = {},
): Promise<RunSnapshot> {
  const report = reporter(api, onState);
  const reached = await until(
    async (bounded): Promise<Seen<DagRun>> => {
      const run = await api.run(dagId, runId, { signal: bounded });
      await report(run, bounded);
      if (hasReached(run, states) || isFinalRunState(run.state)) return { ready: true, value: run };
      return { ready: false, saw: run.state };
    },
    {
      ...{ timeoutMs: within, intervalMs, pause, signal },
      probeTimeoutMs: 60_000,
      onTimeout: (saw) => timedOut(api, { dagId, runId }, states, within, saw),
    },
  );
  if (!hasReached(reached, states)) throw await endedOtherwise(api, reached, states, signal);
  return until(
    async (bounded): Promise<Seen<RunSnapshot>> => ({
      ready: true,
      value: await snapshotRun(api, reached, { ...snapshot, signal: bounded }),
    }),
    {
      ...{ timeoutMs: readingMs, probeTimeoutMs: readingMs, intervalMs, signal },
      onTimeout: (saw) => new HarnessError("AT_TIMEOUT", `${nameOf(reached)} could not be read`, { observed: saw }),
    },
  );
}

/** Between two looks a run may have gone through a state. */
function hasReached({ state, start }: DagRun, states: readonly string[]): boolean {
  return states.includes(state) || states.includes("queued") || (states.includes("running") && start !== null);
}

function reporter(api: AirflowApi, onState: RunWaitOptions["onState"]) {
  let told = "";
  let counted = Number.NEGATIVE_INFINITY;
  return async ({ dagId, runId, state }: DagRun, signal: AbortSignal): Promise<void> => {
    if (!onState) return;
    let words = state;
    if (state === "running") {
      if (performance.now() - counted < progressMs) return;
      counted = performance.now();
      const { finished, total } = await api.progress(dagId, runId, { signal });
      words = `running, ${finished} of ${total} tasks finished`;
    }
    if (words !== told) onState(words);
    told = words;
  };
}
