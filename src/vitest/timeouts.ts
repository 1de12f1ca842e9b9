/** Vitest's own defaults; a user who sets exactly these cannot be told from one who sets nothing. */
const untouched = { testTimeout: 5_000, hookTimeout: 10_000 };

/**
 * Milliseconds that a test and a hook may take: a run is waited for five minutes before its own error says what it was
 * at, and a hook, or a fixture without global setup, may start a cluster on a slow machine.
 */
export const clusterTimeouts = { testTimeout: 360_000, hookTimeout: 600_000 } as const;

/** The time-outs to raise, where they are vitest's defaults. */
export function raisedTimeouts(current: { testTimeout: number; hookTimeout: number }): Partial<typeof clusterTimeouts> {
  return {
    ...(current.testTimeout === untouched.testTimeout && { testTimeout: clusterTimeouts.testTimeout }),
    ...(current.hookTimeout === untouched.hookTimeout && { hookTimeout: clusterTimeouts.hookTimeout }),
  };
}
