import type { Fixture } from "../../fixtures/fixture.ts";

/** Starts a fixture that fits any runner as one of vitest's; it is disposed of whether or not it started. */
export function fromFixture<T>(
  fixture: Fixture<T>,
  onCleanup: (cleanup: () => Promise<void>) => void,
  signal?: AbortSignal,
): Promise<T> {
  onCleanup(() => fixture.dispose());
  return fixture.start({ signal });
}
