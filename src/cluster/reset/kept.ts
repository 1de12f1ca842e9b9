/** Something open that {@link Kept} can hold. */
export interface Open<T> {
  readonly value: T;
  /** Calls back when it was lost or closed. */
  onLost(callback: () => void): void;
  /** Whether it keeps this process alive. */
  keepAlive(keep: boolean): void;
  close(): void;
}

/**
 * A connection that is opened when first needed and stays open for the next use. Uses come one after the other; between
 * them it does not keep the process alive. One that was lost is opened anew.
 */
export class Kept<T> {
  private readonly open: () => Promise<Open<T>>;
  private held: Open<T> | undefined;
  private last: Promise<unknown> = Promise.resolve();

  constructor(open: () => Promise<Open<T>>) {
    this.open = open;
  }

  /** Whether it is open now. */
  get isOpen(): boolean {
    return this.held !== undefined;
  }

  /** Does something with the connection, when those who came earlier are done. */
  use<R>(work: (value: T) => Promise<R>): Promise<R> {
    const next = this.last.then(() => this.workWith(work));
    this.last = next.catch(() => {});
    return next;
  }

  /** Closes it at once, also in the middle of a use. */
  close(): void {
    this.held?.close();
    this.held = undefined;
  }

  private async workWith<R>(work: (value: T) => Promise<R>): Promise<R> {
    const held = this.held ?? (await this.open());
    if (held !== this.held) {
      this.held = held;
      held.onLost(() => {
        if (this.held === held) this.held = undefined;
      });
    }
    held.keepAlive(true);
    try {
      return await work(held.value);
    } finally {
      if (this.held === held) held.keepAlive(false);
    }
  }
}
