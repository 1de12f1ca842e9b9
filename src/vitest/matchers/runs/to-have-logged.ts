import { z } from "zod";
import { findTask } from "../../../results/judge/find-task.ts";
import { judgeLogged } from "../../../results/judge/logged.ts";
import type { TextPattern } from "../../../results/judge/text-pattern.ts";
import { checked, textPattern, type Waiting, within } from "../waiting.ts";
import { runMatcher } from "./run-matcher.ts";

export interface ToHaveLogged {
  /**
   * The task logged the text in any of its tries; a pattern may match one line or several. Of a live run the log is read
   * while it is written; a snapshot has it with `run({ logs: true })`, and without that only the end of a failed task's.
   *
   * @example
   * await expect(run).toHaveLogged("load", /^\d+ rows written$/);
   */
  toHaveLogged(task: string, text: TextPattern, options?: Waiting): Promise<void>;
}

const schema = z.strictObject({ within });

export const toHaveLogged = runMatcher<Parameters<ToHaveLogged["toHaveLogged"]>>(
  "toHaveLogged",
  ({ name }, id, pattern, options = {}) => {
    const task = checked(name, z.string(), id);
    const text = checked(name, textPattern, pattern);
    return {
      ...checked(name, schema, options),
      judge: (run) => judgeLogged(run, { task, text }),
      reads: { what: "logs", when: (run) => findTask(run, task).some(({ start }) => start !== null) },
    };
  },
);
