import { setTimeout as sleep } from "node:timers/promises";

/**
 * Lets a limited number of tasks run at once: those of a higher priority first, else in the order in which they came.
 * Tasks that come within a few milliseconds count as having come together.
 */
export class Slots {
  private free: number;
  private readonly togetherMs: number;
  private readonly waiting: { priority: number; begin: () => void }[] = [];

  constructor(count: number, togetherMs = 30) {
    this.free = count;
    this.togetherMs = togetherMs;
  }

  async run<T>(task: () => Promise<T>, priority = 0): Promise<T> {
    await new Promise<void>((begin) => {
      const at = this.waiting.findIndex((other) => other.priority < priority);
      this.waiting.splice(at < 0 ? this.waiting.length : at, 0, { priority, begin });
      void sleep(this.togetherMs).then(() => this.give());
    });
    try {
      return await task();
    } finally {
      this.free++;
      this.give();
    }
  }

  private give(): void {
    while (this.free > 0 && this.waiting.length > 0) {
      this.free--;
      this.waiting.shift()?.begin();
    }
  }
}
