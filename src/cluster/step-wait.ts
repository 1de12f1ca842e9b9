import type { StartOptions } from "../containers/start-options.ts";
import type { StepContext } from "./boot-graph.ts";

/** Bounds what a step waits for, and tells the step's display of it. */
export function stepWait({ signal, saw }: StepContext, seconds: number): StartOptions {
  return { signal, onSaw: saw, timeoutMs: seconds * 1000 };
}
