import { z } from "zod";
import { findTask } from "../../../results/judge/find-task.ts";
import { judgeXCom } from "../../../results/judge/xcom.ts";
import { isFinalTaskState } from "../../../results/run-data.ts";
import { checked, type Waiting, within } from "../waiting.ts";
import { runMatcher } from "./run-matcher.ts";

export interface ToHaveXCom {
  /**
   * The task pushed that value. It may hold asymmetric matchers, such as `expect.any(Number)`. Of a live run the value is
   * read when the task has ended; a snapshot has it with `run({ xcoms: true })`.
   *
   * @param task `load`, or `load[3]` for an instance of a mapped task; `load` of a mapped one is the list of its values
   * @param options `key` of the XCom (default `return_value`)
   * @example
   * await expect(run).toHaveXCom("two", 42);
   * await expect(run).toHaveXCom("extract", { rows: expect.any(Number) }, { key: "summary" });
   */
  toHaveXCom(task: string, value: unknown, options?: { key?: string } & Waiting): Promise<void>;
}

const schema = z.strictObject({ key: z.string().optional(), within });

export const toHaveXCom = runMatcher<Parameters<ToHaveXCom["toHaveXCom"]>>(
  "toHaveXCom",
  ({ name, equals, show }, id, value, options = {}) => {
    const task = checked(name, z.string(), id);
    const { within, key } = checked(name, schema, options);
    return {
      within,
      judge: (run) => judgeXCom(run, { task, value, key }, { equals, show }),
      reads: { what: "xcoms", when: (run) => findTask(run, task).some(({ state }) => isFinalTaskState(state)) },
    };
  },
);
