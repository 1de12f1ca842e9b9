import { z } from "zod";
import { judgeEvery, momentsFor } from "../../../results/judge/every.ts";
import type { Interval } from "../../../results/judge/interval.ts";
import type { LiveDag } from "../live.ts";
import { liveMatcher } from "../live-matcher.ts";
import { receivedDag } from "../received.ts";
import { checked, type Waiting, within } from "../waiting.ts";
import { parsed } from "./parsed.ts";

export interface ToRunEvery {
  /**
   * The next runs of the DAG's schedule are that far apart, over a day at least where that is not more than 300 of them.
   * Airflow's own timetable is asked, so that it also holds while schedules are switched off. For whole days an hour more
   * or less is allowed, because clocks are changed.
   *
   * @example
   * await expect(airflow.dag("collect_logs")).toRunEvery("5 minutes");
   * await expect(airflow.dag("report")).toRunEvery({ hours: 1, minutes: 30 });
   */
  toRunEvery(interval: Interval, options?: Waiting): Promise<void>;
}

const schema = z.strictObject({ within });

export const toRunEvery = liveMatcher<LiveDag, Parameters<ToRunEvery["toRunEvery"]>>(
  "toRunEvery",
  receivedDag,
  ({ name }, interval, options = {}) => {
    const count = momentsFor(interval);
    return {
      ...checked(name, schema, options),
      judge: async (dag, signal) => {
        const found = await parsed(dag, signal);
        if ("seen" in found) return found.seen;
        const moments = await dag.nextRuns(count, { signal });
        const { schedule, scheduleInWords } = found.known;
        const seen = { dagId: dag.id, moments, schedule, inWords: scheduleInWords };
        const { ok, message } = judgeEvery(seen, interval);
        return { ok, message };
      },
    };
  },
);
