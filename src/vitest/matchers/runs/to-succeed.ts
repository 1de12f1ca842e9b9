import { z } from "zod";
import { judgeSucceeded } from "../../../results/judge/succeeded.ts";
import { checked, type Waiting, within } from "../waiting.ts";
import { runMatcher } from "./run-matcher.ts";

export interface ToSucceed {
  /**
   * The run and all of its tasks succeeded; skipped tasks are no failure. Where it does not hold, the message shows why
   * each failed task failed, with the traceback from its log.
   *
   * @example
   * const run = await airflow.dag("hello").run();
   * await expect(run).toSucceed();
   */
  toSucceed(options?: Waiting): Promise<void>;
}

const schema = z.strictObject({ within });

export const toSucceed = runMatcher<Parameters<ToSucceed["toSucceed"]>>("toSucceed", ({ name }, options = {}) => ({
  ...checked(name, schema, options),
  judge: (run) => judgeSucceeded(run),
}));
