import { z } from "zod";
import { judgeRanOn, type Place } from "../../../results/judge/ran-on.ts";
import { checked, taskSelection, type Waiting, within } from "../waiting.ts";
import { runMatcher } from "./run-matcher.ts";

export interface ToHaveRunOn {
  /**
   * Every task ran there in its last try: on the queue, on the worker, or both. Tasks that no worker had, such as
   * skipped ones, are left out unless they are named in the list `tasks`.
   *
   * @example
   * await expect(run).toHaveRunOn({ queue: "etl", tasks: /^load_/ });
   * await expect(run).toHaveRunOn({ worker: "worker-2" });
   */
  toHaveRunOn(place: Place & Waiting): Promise<void>;
}

const text = z.string().optional();
const schema = z.strictObject({ queue: text, worker: text, tasks: taskSelection.optional(), within });

export const toHaveRunOn = runMatcher<Parameters<ToHaveRunOn["toHaveRunOn"]>>("toHaveRunOn", ({ name }, options) => {
  const { within, ...place } = checked(name, schema, options);
  return { within, judge: (run) => judgeRanOn(run, place) };
});
