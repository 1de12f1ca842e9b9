/** How a start may be bounded, interrupted and watched. */
export interface StartOptions {
  /** Milliseconds for the service to become ready. @default 120_000 */
  timeoutMs?: number;
  /** Ends the wait. */
  signal?: AbortSignal;
  /** Told what the start waits for. */
  onSaw?: (saw: string) => void;
}
