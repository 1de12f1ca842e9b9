import { reasonOf } from "./harness-error.ts";

/** Cleans up after an error and throws it; an AggregateError of both where the clean-up fails as well. */
export async function throwAfter(error: unknown, cleanUp: () => Promise<unknown>): Promise<never> {
  try {
    await cleanUp();
  } catch (second) {
    throw new AggregateError([error, second], `${reasonOf(error)}; and the clean-up failed: ${reasonOf(second)}`);
  }
  throw error;
}
