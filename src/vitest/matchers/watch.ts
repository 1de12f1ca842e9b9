import { HarnessError } from "../../base/harness-error.ts";
import { type UntilOptions, until } from "../../base/until.ts";
import type { Judgement } from "../../results/judge/judgement.ts";
import { formatSeconds } from "../../results/render/seconds.ts";
import type { Call } from "./call.ts";

/** How a live thing is looked at. */
export interface Look {
  /** Looks once; a settled judgement ends the wait. */
  judge(signal: AbortSignal): Promise<Judgement>;
  /** Milliseconds until the wait is given up. */
  within: number;
  /** Milliseconds between two looks. @default 300 */
  intervalMs?: number;
  /** Waits for a sign that another look is worth while. @default `intervalMs` */
  pause?: UntilOptions["pause"];
}

/** One look at Airflow may take as long as it takes on a busy machine, the last one too. */
const probeTimeoutMs = 180_000;

/**
 * Looks until the judgement is settled. One that is not settled in time holds neither way; it says what was last seen,
 * and why the last look saw nothing, if so.
 * @throws HarnessError that is not transient, from a look; the signal's reason
 */
export async function watch(call: Call, { judge, within, intervalMs = 300, pause }: Look): Promise<Judgement> {
  let last: Judgement | undefined;
  try {
    return await until(
      async (signal) => {
        last = await judge(signal);
        if (last.settled) return { ready: true, value: last };
        return { ready: false, saw: last.message };
      },
      {
        ...{ timeoutMs: within, intervalMs, pause, probeTimeoutMs, graceMs: probeTimeoutMs, signal: call.signal },
        onSaw: (saw) => call.saw(told(last, saw)),
        onTimeout: (saw) => new GaveUp(saw),
      },
    );
  } catch (error) {
    if (!(error instanceof GaveUp)) throw error;
    // A single look decides by what it sees.
    if (within === 0 && last) return { ...last, settled: true };
    return { ok: false, settled: true, moot: true, message: tooLate(call, within, last, error.what) };
  }
}

class GaveUp extends HarnessError {
  constructor(saw: string) {
    super("AT_TIMEOUT", saw);
  }
}

function tooLate({ name, isNot }: Call, within: number, last: Judgement | undefined, saw: string): string {
  const verdict = last?.ok ? "does not hold" : "is not decided";
  const opposite = isNot && last && !last.moot ? `.not.${name}() ${verdict}: ` : "";
  const waited = `${name}() waited ${formatSeconds(within / 1000)}; { within: milliseconds } changes that`;
  if (!last) return `${name}() saw nothing: ${saw}\n\n${waited}`;
  return `${opposite}${told(last, saw)}\n\n${waited}`;
}

/** What was last seen, and why the last look saw nothing, if so. */
function told(last: Judgement | undefined, saw: string): string {
  if (!last || saw === last.message) return saw;
  return `${last.message}\nthe last look failed: ${saw}`;
}

/** A judgement of something that can always change: the wait goes on until it is as wanted. */
export function changing(call: Call, judgement: Omit<Judgement, "settled"> & { settled?: true }): Judgement {
  const { ok, moot, settled = !moot && ok !== call.isNot } = judgement;
  return { ...judgement, settled };
}
