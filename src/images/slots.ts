import { setTimeout as sleep } from "node:timers/promises";

/**
 * Lets a limited number of tasks run at once: those of a higher priority first, else in the order in which they came.
 * A free slot is given a moment later, so that what the end of one task sets off can still be first.
 */
export class Slots {
  private free: number;
  private readonly delayMs: number;
  private readonly waiting: { priority: number; begin: () => void }[] = [];

  constructor(count: number, delayMs = 250) {
    this.free = count;
    this.delayMs = delayMs;
  }

  async run<T>(task: () => Promise<T>, priority = 0): Promise<T> {
    await new Promise<void>((begin) => {
      const at = this.waiting.findIndex((other) => other.priority < priority);
      this.waiting.splice(at < 0 ? this.waiting.length : at, 0, { priority, begin });
      this.giveSoon();
    });
    try {
      return await task();
    } finally {
      this.free++;
      this.giveSoon();
    }
  }

  private giveSoon(): void {
    void sleep(this.delayMs).then(() => this.give());
  }

  private give(): void {
    while (this.free > 0 && this.waiting.length > 0) {
      this.free--;
      this.waiting.shift()?.begin();
    }
  }
}
