/** How one call is bounded; every method of the client takes it last. */
export interface CallOptions {
  /** Ends the call; it then throws the reason of the signal. */
  signal?: AbortSignal;
  /** Milliseconds for each request. @default 30_000 */
  timeoutMs?: number;
}
