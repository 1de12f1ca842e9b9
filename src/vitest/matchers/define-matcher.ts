import type { MatcherState, SyncMatcherResult } from "vitest";
import type { Judgement } from "../../results/judge/judgement.ts";
import type { Call } from "./call.ts";
import { guard } from "./guard.ts";

/**
 * Makes a matcher for `expect.extend` of a function that judges. It always gives a promise, so that `await` is right for
 * snapshots as for live things.
 */
export function defineMatcher<Args extends unknown[]>(
  name: string,
  judge: (call: Call, received: unknown, ...args: Args) => Promise<Judgement>,
) {
  return function matcher(this: MatcherState, received: unknown, ...args: Args): Promise<SyncMatcherResult> {
    const { task, customTesters, utils } = this;
    // Vitest leaves it undefined without `.not`.
    const isNot = Boolean(this.isNot);
    return guard(name, task, matcher, async (signal, saw) => {
      const call: Call = {
        ...{ name, isNot, signal, saw },
        equals: (actual, expected) => this.equals(actual, expected, customTesters),
        show: (value, oneLine) => utils.stringify(value, undefined, { min: oneLine, printBasicPrototype: false }),
      };
      return resultOf(call, await judge(call, received, ...args));
    });
  };
}

/** What cannot be judged fails with `.not` and without. */
function resultOf({ name, isNot }: Call, { ok, moot, message }: Judgement): SyncMatcherResult {
  const words = isNot && !moot ? `.not.${name}() does not hold: ${message}` : message;
  return { pass: moot ? isNot : ok, message: () => words };
}
