import { z } from "zod";
import { listed } from "../../../results/judge/words.ts";
import type { LiveMetadata } from "../live.ts";
import { liveMatcher } from "../live-matcher.ts";
import { receivedMetadata } from "../received.ts";
import { checked, type Waiting, within } from "../waiting.ts";

export interface ToBeMigrated {
  /**
   * The metadata database is at the head of the installed Airflow's migrations and has all of its tables.
   *
   * @example
   * await expect(airflow).toBeMigrated();
   */
  toBeMigrated(options?: Waiting): Promise<void>;
}

const schema = z.strictObject({ within });

export const toBeMigrated = liveMatcher<LiveMetadata, Parameters<ToBeMigrated["toBeMigrated"]>>(
  "toBeMigrated",
  receivedMetadata,
  ({ name }, options = {}) => ({
    ...checked(name, schema, options),
    judge: async (cluster, signal) => {
      const { current, head, missingTables } = await cluster.migrations({ signal });
      const atHead = current.toSorted().join() === head.toSorted().join();
      if (atHead && missingTables.length === 0) {
        return { ok: true, message: `the metadata database is migrated to head, ${listed(head)}` };
      }
      const lines = [
        ...(atHead ? [] : [`  revision  ${listed(current)}, head is ${listed(head)}`]),
        ...(missingTables.length > 0 ? [`  missing   ${listed(missingTables, 10)}`] : []),
      ];
      return { ok: false, message: ["the metadata database is not migrated", ...lines].join("\n") };
    },
  }),
);
