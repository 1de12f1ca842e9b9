import { z } from "zod";
import { type ExpectedStates, judgeStates } from "../../../results/judge/states.ts";
import { checked, type Waiting, within } from "../waiting.ts";
import { runMatcher } from "./run-matcher.ts";

export interface ToHaveTaskStates {
  /**
   * Each of the named tasks is in its state: one of Airflow, one of several, or null for a task that nothing ran. Other
   * tasks do not matter. The message has a line for each task.
   *
   * @example
   * await expect(run).toHaveTaskStates({ extract: "success", load: ["failed", "up_for_retry"], notify: null });
   */
  toHaveTaskStates(states: ExpectedStates, options?: Waiting): Promise<void>;
}

const state = z.string().nullable();
const states = z.record(z.string(), z.union([state, z.array(state)], { error: "expected a state, several, or null" }));
const schema = z.strictObject({ within });

export const toHaveTaskStates = runMatcher<Parameters<ToHaveTaskStates["toHaveTaskStates"]>>(
  "toHaveTaskStates",
  ({ name }, expected, options = {}) => {
    const wanted = checked(name, states, expected);
    return { ...checked(name, schema, options), judge: (run) => judgeStates(run, wanted) };
  },
);
