import { z } from "zod";
import { judgeInOrder } from "../../../results/judge/in-order.ts";
import { checked, type Waiting, within } from "../waiting.ts";
import { runMatcher } from "./run-matcher.ts";

export interface ToHaveRunInOrder {
  /**
   * Each of the tasks started after the one before it had ended, with all their tries and instances. The message shows
   * by how much they overlapped, and the timeline.
   *
   * @param tasks two ids or more
   * @example
   * await expect(run).toHaveRunInOrder(["extract", "transform", "load"]);
   */
  toHaveRunInOrder(tasks: readonly string[], options?: Waiting): Promise<void>;
}

const schema = z.strictObject({ within });

export const toHaveRunInOrder = runMatcher<Parameters<ToHaveRunInOrder["toHaveRunInOrder"]>>(
  "toHaveRunInOrder",
  ({ name }, ids, options = {}) => {
    const tasks = checked(name, z.array(z.string()), ids);
    return { ...checked(name, schema, options), judge: (run) => judgeInOrder(run, tasks) };
  },
);
