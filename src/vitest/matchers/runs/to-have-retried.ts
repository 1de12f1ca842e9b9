import { z } from "zod";
import { judgeRetried } from "../../../results/judge/retried.ts";
import { checked, type Waiting, within } from "../waiting.ts";
import { runMatcher } from "./run-matcher.ts";

export interface ToHaveRetried {
  /**
   * The task was tried again. One instance of a mapped task is enough.
   *
   * @param options `times`: tries after the first one, exactly (default at least 1)
   * @example
   * await expect(run).toHaveRetried("load", { times: 2 });
   */
  toHaveRetried(task: string, options?: { times?: number } & Waiting): Promise<void>;
}

const schema = z.strictObject({ times: z.int().min(0).optional(), within });

export const toHaveRetried = runMatcher<Parameters<ToHaveRetried["toHaveRetried"]>>(
  "toHaveRetried",
  ({ name }, id, options = {}) => {
    const task = checked(name, z.string(), id);
    const { within, times } = checked(name, schema, options);
    return { within, judge: (run) => judgeRetried(run, { task, times }) };
  },
);
