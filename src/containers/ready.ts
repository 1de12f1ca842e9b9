import { HarnessError } from "../base/harness-error.ts";
import { type Probe, until } from "../base/until.ts";
import { lastLines } from "./member.ts";
import type { RunningContainer } from "./running-container.ts";
import type { StartOptions } from "./start-options.ts";

/** Waits until a started service answers; the error has the last thing seen and the container's last lines. */
export async function whenReady<T>(
  container: RunningContainer,
  expected: string,
  probe: Probe<T>,
  { timeoutMs = 120_000, signal, onSaw }: StartOptions,
): Promise<T> {
  return until(probe, {
    timeoutMs,
    signal,
    onSaw,
    onTimeout: async (saw) =>
      new HarnessError("AT_NOT_READY", `${container.alias} was not ready after ${timeoutMs / 1000} s`, {
        expected,
        observed: saw,
        evidence: await lastLines(container),
      }),
  });
}
