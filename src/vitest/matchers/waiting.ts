import { z } from "zod";
import { parse } from "../../base/parse.ts";

/** How long a matcher waits. What is judged at once, such as a snapshot, is not waited for. */
export interface Waiting {
  /**
   * Milliseconds until a live thing must be as expected; 0 looks once. The end of the test ends the wait as well.
   * @default 300_000 for runs, 60_000 for everything else
   */
  within?: number;
}

export const within = z.number().nonnegative().optional();
/** A text, or a pattern for it. */
export const textPattern = z.union([z.string(), z.instanceof(RegExp)], { error: "expected a string or a RegExp" });
export const taskSelection = z.union(
  [z.instanceof(RegExp), z.array(z.string()), z.custom<never>((value) => typeof value === "function")],
  { error: "expected a RegExp, a list of task ids or a function" },
);

/**
 * Checks what a matcher was called with.
 * @throws HarnessError `AT_USAGE` naming the nearest option for an unknown one
 */
export function checked<S extends z.ZodType>(name: string, schema: S, value: unknown): z.output<S> {
  return parse(schema, value, `${name}()`, "AT_USAGE");
}
