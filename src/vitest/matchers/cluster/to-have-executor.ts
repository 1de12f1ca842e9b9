import { z } from "zod";
import type { LiveCluster } from "../live.ts";
import { liveMatcher } from "../live-matcher.ts";
import { receivedCluster } from "../received.ts";
import { checked, type Waiting, within } from "../waiting.ts";

export interface ToHaveExecutor {
  /**
   * The cluster runs its tasks with that executor: the setting `[core] executor` in force.
   *
   * @example
   * await expect(airflow).toHaveExecutor("CeleryExecutor");
   */
  toHaveExecutor(executor: string, options?: Waiting): Promise<void>;
}

const schema = z.strictObject({ within });

export const toHaveExecutor = liveMatcher<LiveCluster, Parameters<ToHaveExecutor["toHaveExecutor"]>>(
  "toHaveExecutor",
  receivedCluster,
  ({ name }, executor, options = {}) => {
    const wanted = checked(name, z.string(), executor);
    return {
      ...checked(name, schema, options),
      fixed: true,
      judge: async ({ api }, signal) => {
        const found = await api.setting("core", "executor", { signal });
        const ok = found === wanted;
        return { ok, message: `the executor is ${found}${ok ? "" : `, not ${wanted}`}` };
      },
    };
  },
);
