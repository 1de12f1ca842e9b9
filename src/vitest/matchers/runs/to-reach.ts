import { z } from "zod";
import { judgeReached } from "../../../results/judge/reached.ts";
import type { RunState } from "../../../results/run-data.ts";
import { checked, type Waiting, within } from "../waiting.ts";
import { runMatcher } from "./run-matcher.ts";

export interface ToReach {
  /**
   * The run is in that state or has been: one that succeeded has been `queued` and `running`. For `success` the run
   * alone counts, and not a task that failed on the way.
   *
   * @example
   * const run = await airflow.dag("hello").trigger();
   * await expect(run).toReach("running", { within: 20_000 });
   */
  toReach(state: RunState, options?: Waiting): Promise<void>;
}

const schema = z.strictObject({ within });

export const toReach = runMatcher<Parameters<ToReach["toReach"]>>("toReach", ({ name }, state, options = {}) => ({
  ...checked(name, schema, options),
  judge: (run) => judgeReached(run, state),
}));
