import { setTimeout as sleep } from "node:timers/promises";
import { HarnessError, reasonOf } from "./harness-error.ts";

/** What one look at a system saw: done with a value, or not yet, in words. */
export type Seen<T> = { ready: true; value: T } | { ready: false; saw: string };

/** Looks once. A rejection counts as "not yet", except a {@link HarnessError} that is not transient: it ends the wait. */
export type Probe<T> = (signal: AbortSignal) => Promise<Seen<T>>;

export interface UntilOptions {
  /** Milliseconds until the wait is given up. */
  timeoutMs: number;
  /** Milliseconds between two looks, at least; a long wait looks more seldom. @default 200 */
  intervalMs?: number;
  /**
   * Waits for a sign that another look is worth while, at most for the milliseconds that it gets.
   * @default waits for `intervalMs`
   */
  pause?: (atMostMs: number, signal?: AbortSignal) => Promise<void>;
  /** Milliseconds that one look may take. @default 5_000 */
  probeTimeoutMs?: number;
  /** Milliseconds that a look which began in time may take beyond the deadline. @default 0 */
  graceMs?: number;
  signal?: AbortSignal;
  /** Told what each unsuccessful look saw. */
  onSaw?: (saw: string) => void;
  /** Makes the error of a wait that ran out. */
  onTimeout: (saw: string, looks: number) => HarnessError | Promise<HarnessError>;
}

/** Looks until the probe is ready; the deadline binds a look that hangs as well. */
export async function until<T>(probe: Probe<T>, options: UntilOptions): Promise<T> {
  const { timeoutMs, intervalMs = 200, probeTimeoutMs = 5_000, graceMs = 0, pause, signal, onSaw, onTimeout } = options;
  const begun = performance.now();
  const deadline = begun + timeoutMs;
  let saw = "nothing yet";
  for (let looks = 1; ; looks++) {
    signal?.throwIfAborted();
    const left = deadline - performance.now();
    const seen = await look(probe, Math.max(1, Math.ceil(Math.min(probeTimeoutMs, left + graceMs))), signal);
    if (seen.ready) return seen.value;
    if (seen.saw !== saw) onSaw?.(seen.saw);
    saw = seen.saw;
    const now = performance.now();
    // So that the last look still has time.
    const longest = deadline - now - intervalMs;
    if (longest <= 0) throw await onTimeout(saw, looks);
    const paused =
      pause?.(longest, signal) ?? sleep(Math.min(longest, pauseAfter(now - begun, intervalMs)), undefined, { signal });
    await paused.catch(() => signal?.throwIfAborted());
  }
}

/** Milliseconds until the next look. A long wait can bear a longer pause: a fiftieth of it, and never more than a second. */
export function pauseAfter(waitedMs: number, intervalMs: number): number {
  return Math.max(intervalMs, Math.min(1_000, waitedMs / 50));
}

async function look<T>(probe: Probe<T>, ms: number, signal?: AbortSignal): Promise<Seen<T>> {
  const limit = AbortSignal.timeout(ms);
  const bounded = signal ? AbortSignal.any([signal, limit]) : limit;
  const gone = new Promise<never>((_, reject) =>
    bounded.addEventListener("abort", () => reject(bounded.reason), { once: true }),
  );
  gone.catch(() => {});
  // AbortSignal.timeout() alone does not keep the process alive.
  const alive = setTimeout(() => {}, ms);
  try {
    return await Promise.race([probe(bounded), gone]);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof HarnessError && !error.transient) throw error;
    return { ready: false, saw: limit.aborted ? `no answer within ${Math.round(ms)} ms` : reasonOf(error) };
  } finally {
    clearTimeout(alive);
  }
}
