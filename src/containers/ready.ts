import { HarnessError } from "../base/harness-error.ts";
import { type Probe, until } from "../base/until.ts";
import type { Endpoint } from "./endpoint.ts";
import type { StartOptions } from "./start-options.ts";

/** Waits until a started service answers; the error has the last thing seen and, from a container, its last lines. */
export async function whenReady<T>(
  endpoint: Pick<Endpoint, "name" | "evidence">,
  expected: string,
  probe: Probe<T>,
  { timeoutMs = 120_000, signal, onSaw }: StartOptions,
): Promise<T> {
  return until(probe, {
    timeoutMs,
    signal,
    onSaw,
    onTimeout: async (saw) =>
      new HarnessError("AT_NOT_READY", `${endpoint.name} was not ready after ${timeoutMs / 1000} s`, {
        expected,
        observed: saw,
        evidence: await endpoint.evidence(),
      }),
  });
}
