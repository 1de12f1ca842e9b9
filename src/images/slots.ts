/** Lets a limited number of tasks run at once: those of a higher priority first, else in the order in which they came. */
export class Slots {
  private free: number;
  private readonly waiting: { priority: number; begin: () => void }[] = [];

  constructor(count: number) {
    this.free = count;
  }

  async run<T>(task: () => Promise<T>, priority = 0): Promise<T> {
    if (this.free > 0) this.free--;
    else await this.turn(priority);
    try {
      return await task();
    } finally {
      const next = this.waiting.shift();
      if (next) next.begin();
      else this.free++;
    }
  }

  private turn(priority: number): Promise<void> {
    return new Promise((begin) => {
      const at = this.waiting.findIndex((other) => other.priority < priority);
      this.waiting.splice(at < 0 ? this.waiting.length : at, 0, { priority, begin });
    });
  }
}
