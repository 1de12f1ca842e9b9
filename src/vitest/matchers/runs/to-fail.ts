import { z } from "zod";
import { type ExpectedFailure, judgeFailed } from "../../../results/judge/failed.ts";
import { checked, textPattern, type Waiting, within } from "../waiting.ts";
import { runMatcher } from "./run-matcher.ts";

export interface ToFail {
  /**
   * The run failed; at that task and for that reason, where they are named. The reason is looked for in the traceback of
   * the failed task, or in the last lines of its log where it has none.
   *
   * @example
   * await expect(run).toFail({ task: "load", message: /no such table/ });
   */
  toFail(expected?: ExpectedFailure & Waiting): Promise<void>;
}

const schema = z.strictObject({ task: z.string().optional(), message: textPattern.optional(), within });

export const toFail = runMatcher<Parameters<ToFail["toFail"]>>("toFail", ({ name }, options = {}) => {
  const { within, ...expected } = checked(name, schema, options);
  return { within, judge: (run) => judgeFailed(run, expected) };
});
