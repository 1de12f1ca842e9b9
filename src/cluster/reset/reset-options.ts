/** How long a reset may take, and what interrupts it. */
export interface ResetOptions {
  /** Milliseconds for all that runs to be stopped. @default 180_000 */
  within?: number;
  /** Ends the call as long as something runs; it then throws the reason of the signal. What was stopped stays stopped. */
  signal?: AbortSignal;
}

/** Callbacks of a task may take a minute. */
export const RESET_WITHIN_MS = 180_000;
