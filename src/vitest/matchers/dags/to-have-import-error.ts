import { z } from "zod";
import { hasText, shownPattern, type TextPattern } from "../../../results/judge/text-pattern.ts";
import type { LiveDag } from "../live.ts";
import { liveMatcher } from "../live-matcher.ts";
import { receivedDag } from "../received.ts";
import { checked, textPattern, type Waiting, within } from "../waiting.ts";
import { importErrorLines } from "./import-error-lines.ts";
import { parsed } from "./parsed.ts";

export interface ToHaveImportError {
  /**
   * The DAG's file cannot be imported, and says so in the traceback where a message is given. For a DAG that was never
   * parsed the file is not known, and the error of any file counts.
   *
   * @example
   * await expect(airflow.dag("broken")).toHaveImportError(/No module named 'pandas'/);
   */
  toHaveImportError(message?: TextPattern, options?: Waiting): Promise<void>;
}

const schema = z.strictObject({ within });

export const toHaveImportError = liveMatcher<LiveDag, Parameters<ToHaveImportError["toHaveImportError"]>>(
  "toHaveImportError",
  receivedDag,
  ({ name }, message, options = {}) => {
    const pattern = checked(name, textPattern.optional(), message);
    const says = pattern === undefined ? "" : ` with ${shownPattern(pattern)}`;
    return {
      ...checked(name, schema, options),
      judge: async (dag, signal) => {
        const errors = await dag.importErrors({ signal });
        const found = errors.filter(({ error }) => pattern === undefined || hasText(error, pattern));
        if (found.length > 0) {
          return { ok: true, message: [`${dag.id} has an import error${says}`, ...importErrorLines(found)].join("\n") };
        }
        const known = await parsed(dag, signal);
        const but = "seen" in known ? `${dag.id} is not parsed yet` : `it is parsed, from ${known.known.file}`;
        const others = errors.length > 0 ? "; there are others" : "";
        return {
          ok: false,
          // A file that was not looked at yet has no error either.
          ...("known" in known || errors.length > 0 ? {} : { moot: true as const }),
          message: [`${dag.id} has no import error${says}: ${but}${others}`, ...importErrorLines(errors)].join("\n"),
        };
      },
    };
  },
);
