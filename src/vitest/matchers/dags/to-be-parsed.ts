import { z } from "zod";
import type { LiveDag } from "../live.ts";
import { liveMatcher } from "../live-matcher.ts";
import { receivedDag } from "../received.ts";
import { checked, type Waiting, within } from "../waiting.ts";
import { importErrorLines } from "./import-error-lines.ts";
import { parsed } from "./parsed.ts";

export interface ToBeParsed {
  /**
   * Airflow has parsed the DAG, it is still in its file, and that file can be imported now. The message shows the import
   * errors that there are.
   *
   * @example
   * await expect(airflow.dag("hello")).toBeParsed();
   */
  toBeParsed(options?: Waiting): Promise<void>;
}

const schema = z.strictObject({ within });

export const toBeParsed = liveMatcher<LiveDag, Parameters<ToBeParsed["toBeParsed"]>>(
  "toBeParsed",
  receivedDag,
  ({ name }, options = {}) => ({
    ...checked(name, schema, options),
    judge: async (dag, signal) => {
      const found = await parsed(dag, signal);
      if ("seen" in found) {
        // Here it is no obstacle to the question but the answer.
        const { moot: _, ...seen } = found.seen;
        return seen;
      }
      const { known } = found;
      const file = known.file ?? "its file";
      if (!known.hasImportErrors) return { ok: true, message: `${dag.id} is parsed, from ${file}` };
      const errors = await dag.importErrors({ signal });
      return {
        ok: false,
        message: [`${dag.id} was parsed before ${file} broke`, ...importErrorLines(errors)].join("\n"),
      };
    },
  }),
);
