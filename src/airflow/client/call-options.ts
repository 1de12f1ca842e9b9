/** How one call is bounded; every method of the client takes it last. */
export interface CallOptions {
  signal?: AbortSignal;
  /** Milliseconds for each request. @default 30_000 */
  timeoutMs?: number;
}
