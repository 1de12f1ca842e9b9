import { z } from "zod";
import { judgeParallel } from "../../../results/judge/parallel.ts";
import { renderTimeline } from "../../../results/render/render-timeline.ts";
import type { TaskSelection } from "../../../results/select-tasks.ts";
import { checked, taskSelection, type Waiting, within } from "../waiting.ts";
import { runMatcher } from "./run-matcher.ts";

export interface ToHaveRunInParallel {
  /**
   * There was a moment at which so many of the tasks ran at once, on so many workers. The message shows the timeline.
   *
   * @param tasks a pattern for task ids, a list of them, or a function; all tasks where it is left out
   * @param options `atLeast` tasks at once (default 2), on `workers` at that moment (default 1)
   * @example
   * await expect(run).toHaveRunInParallel(/^collector_/, { atLeast: 3, workers: 2 });
   */
  toHaveRunInParallel(tasks?: TaskSelection, options?: { atLeast?: number; workers?: number } & Waiting): Promise<void>;
}

const count = z.int().min(1).optional();
const schema = z.strictObject({ atLeast: count, workers: count, within });

export const toHaveRunInParallel = runMatcher<Parameters<ToHaveRunInParallel["toHaveRunInParallel"]>>(
  "toHaveRunInParallel",
  ({ name, isNot }, selection, options = {}) => {
    const tasks = checked(name, taskSelection.optional(), selection);
    const { within, ...wanted } = checked(name, schema, options);
    return {
      within,
      judge: (run) => {
        const judged = judgeParallel(run, { ...wanted, tasks });
        if (!isNot || !judged.ok) return judged;
        return { ...judged, message: `${judged.message}\n\n${renderTimeline(judged.timeline)}` };
      },
    };
  },
);
