/** Why a command's signal was aborted: somebody wants us to end. */
export class Interrupt extends Error {
  override readonly name = "Interrupt";
  readonly exitCode: 130 | 143;

  constructor(signal: "SIGINT" | "SIGTERM") {
    super(`interrupted by ${signal}`);
    this.exitCode = signal === "SIGTERM" ? 143 : 130;
  }
}

// npm passes a Ctrl-C on that the terminal has sent us already.
const SAME_SIGNAL_MS = 1_000;

/**
 * Aborts on the first Ctrl-C or SIGTERM, and hands over on the next.
 * @param first called before the abort
 * @param again called for a later signal, to end at once
 */
export function interruptOnSignals(
  interruption: AbortController,
  first: () => void,
  again: (interrupt: Interrupt) => void,
): void {
  let since = 0;
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      const interrupt = new Interrupt(name);
      if (!interruption.signal.aborted) {
        since = performance.now();
        first();
        interruption.abort(interrupt);
      } else if (performance.now() - since > SAME_SIGNAL_MS) again(interrupt);
    });
  }
}
