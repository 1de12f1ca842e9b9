import { HarnessError } from "../../base/harness-error.ts";
import { didYouMean } from "../../base/nearest.ts";
import { isFinalRunState, type RunData, type RunState, runStates } from "../run-data.ts";
import type { Judgement } from "./judgement.ts";
import { whyFailed } from "./why-failed.ts";
import { byState, outcome, runName } from "./words.ts";

/**
 * Whether the run is in that state or has been: a run that ended has been `queued`, and `running` where it began.
 * @throws HarnessError `AT_USAGE` for a state that runs do not have
 */
export function judgeReached(run: RunData, state: RunState): Judgement {
  if (!runStates.includes(state)) {
    throw new HarnessError("AT_USAGE", `no run is ever "${state}"${didYouMean(String(state), runStates)}`, {
      expected: runStates.join(", "),
    });
  }
  const ended = isFinalRunState(run.state);
  const ok = run.state === state || state === "queued" || (state === "running" && run.start !== null);
  if (ok)
    return { ok, settled: true, message: `${runName(run)} reached ${state}${run.state === state ? "" : past(run)}` };
  return {
    ...{ ok, settled: ended },
    message: [
      `${runName(run)} should have reached ${state}, but ${outcome(run)}`,
      ...(run.state === "failed" ? whyFailed(run) : []),
      ...(ended ? [] : byState(run.tasks)),
    ].join("\n"),
  };
}

function past(run: RunData): string {
  return `, and ${outcome(run)}`;
}
