import type { Judgement } from "../../results/judge/judgement.ts";
import type { Call } from "./call.ts";
import { defineMatcher } from "./define-matcher.ts";
import { changing, watch } from "./watch.ts";

/** What one look at a live thing says; `moot` keeps the wait going whatever is wanted, `settled` ends it. */
export type Seen = Omit<Judgement, "settled"> & { readonly settled?: true };

/** How a matcher judges something live. */
interface LiveJudge<T> {
  /** @default 60_000 */
  within?: number;
  judge(live: T, signal: AbortSignal): Promise<Seen>;
  /** Whether the first answer decides, as for the settings of a running cluster. @default false */
  fixed?: boolean;
}

/** Makes a matcher on something live that is no run: it waits until it is as wanted. */
export function liveMatcher<T, Args extends unknown[]>(
  name: string,
  receive: (name: string, received: unknown) => T,
  plan: (call: Call, ...args: Args) => LiveJudge<T>,
) {
  return defineMatcher<Args>(name, async (call, received, ...args) => {
    const live = receive(name, received);
    const { judge, within = 60_000, fixed = false } = plan(call, ...args);
    const look = async (signal: AbortSignal) => {
      const seen = await judge(live, signal);
      return fixed ? { ...seen, settled: true } : changing(call, seen);
    };
    return watch(call, { judge: look, within });
  });
}
