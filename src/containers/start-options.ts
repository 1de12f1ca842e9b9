/** How a start may be bounded, interrupted and watched. */
export interface StartOptions {
  /** Milliseconds for the service to become ready. */
  timeoutMs?: number;
  signal?: AbortSignal;
  /** Told what the start waits for. */
  onSaw?: (saw: string) => void;
}
