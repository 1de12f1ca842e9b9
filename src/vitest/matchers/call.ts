import type { ShowValue } from "../../results/judge/diff-values.ts";

/** One call of a matcher, and what it is to know of the test around it. */
export interface Call {
  /** Name of the matcher. */
  readonly name: string;
  /** Whether it is `.not`. */
  readonly isNot: boolean;
  /** Aborted when the test is over, however it ends. */
  readonly signal: AbortSignal;
  /** Equality of vitest, with asymmetric matchers such as `expect.any(Number)`. */
  readonly equals: (actual: unknown, expected: unknown) => boolean;
  /** Writes values as vitest does. */
  readonly show: ShowValue;
  /** Told what was last seen whenever that changes, in case that the test runs out of time. */
  saw(message: string): void;
}
