import type { Judgement } from "../../../results/judge/judgement.ts";
import { isFinalRunState, type RunData } from "../../../results/run-data.ts";
import type { RunSnapshot } from "../../../results/run-snapshot.ts";
import type { Call } from "../call.ts";
import { defineMatcher } from "../define-matcher.ts";
import type { LiveRun } from "../live.ts";
import { receivedRun } from "../received.ts";
import { watch } from "../watch.ts";

/** How a matcher judges a run. */
interface RunJudge {
  /** @default 300_000 */
  within?: number;
  judge(run: RunData): Judgement;
  /** What is read of a live run beyond its tasks, and when that is worth it. */
  reads?: { what: "xcoms" | "logs"; when(run: RunData): boolean };
}

/** Makes a matcher on runs: a snapshot is judged at once, a live run until nothing can change the judgement. */
export function runMatcher<Args extends unknown[]>(name: string, plan: (call: Call, ...args: Args) => RunJudge) {
  return defineMatcher<Args>(name, async (call, received, ...args) => {
    const run = receivedRun(name, received);
    const { judge, within = 300_000, reads } = plan(call, ...args);
    if ("data" in run) return judge(run.data);
    const follower = run.live.follow?.();
    return watch(call, {
      judge: async (signal) => judge(await look(run.live, reads, signal)),
      within,
      // A snapshot is several requests, so without a sign of change it is not taken too often; what is logged gives none.
      ...(follower
        ? { intervalMs: 100, pause: (ms, signal) => follower.change(reads ? Math.min(ms, 500) : ms, signal) }
        : { intervalMs: 500 }),
    });
  });
}

/** Values and logs are many requests, so they are read only when there is something to find. */
async function look(run: LiveRun, reads: RunJudge["reads"], signal: AbortSignal): Promise<RunData | RunSnapshot> {
  const seen = await run.snapshot({ signal, xcoms: false, logs: false });
  if (!reads || seen[reads.what] !== null) return seen;
  if (!isFinalRunState(seen.state) && !reads.when(seen)) return { ...seen, [reads.what]: {} };
  return run.snapshot({ signal, [reads.what]: true });
}
