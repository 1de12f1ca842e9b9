import { z } from "zod";
import { listed } from "../../../results/judge/words.ts";
import { compareNames } from "../compare-names.ts";
import type { LiveDag } from "../live.ts";
import { liveMatcher } from "../live-matcher.ts";
import { receivedDag } from "../received.ts";
import { checked, type Waiting, within } from "../waiting.ts";
import { parsed } from "./parsed.ts";

export interface ToHaveTasks {
  /**
   * The DAG has exactly these tasks, in any order.
   *
   * @param options `others`: whether it may have more (default false)
   * @example
   * await expect(airflow.dag("hello")).toHaveTasks(["one", "two"]);
   */
  toHaveTasks(ids: readonly string[], options?: { others?: boolean } & Waiting): Promise<void>;
}

const schema = z.strictObject({ others: z.boolean().optional(), within });

export const toHaveTasks = liveMatcher<LiveDag, Parameters<ToHaveTasks["toHaveTasks"]>>(
  "toHaveTasks",
  receivedDag,
  ({ name }, list, options = {}) => {
    const expected = checked(name, z.array(z.string()), list);
    const { within, others = false } = checked(name, schema, options);
    return {
      within,
      judge: async (dag, signal) => {
        const found = await parsed(dag, signal);
        if ("seen" in found) return found.seen;
        const ids = (await dag.tasks({ signal })).map(({ id }) => id);
        const lines = compareNames(expected, ids, others);
        if (lines.length === 0) return { ok: true, message: `${dag.id} has the tasks ${listed(ids)}` };
        return { ok: false, message: [`${dag.id} has other tasks than expected`, ...lines].join("\n") };
      },
    };
  },
);
