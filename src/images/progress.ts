/** Told what is going on, one line at a time, for example `redis image: step 1/2 · installing Redis (3 s)`. */
export type OnProgress = (line: string) => void;

const repeatMs = 5_000;

/** Reports the current step of a piece of work, again every five seconds with the time that it has taken. */
export class StepProgress {
  private readonly subject: string;
  private readonly total: number;
  private readonly onProgress: OnProgress;
  private timer?: NodeJS.Timeout;
  private done = 0;
  private current = "";
  private since = 0;

  constructor(subject: string, total: number, onProgress: OnProgress) {
    this.subject = subject;
    this.total = total;
    this.onProgress = onProgress;
  }

  /** The next step begins. */
  step(name: string): void {
    this.done++;
    this.current = name;
    this.since = performance.now();
    this.report();
    clearInterval(this.timer);
    this.timer = setInterval(() => this.report(), repeatMs);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private report(): void {
    const seconds = Math.round((performance.now() - this.since) / 1000);
    const time = seconds > 0 ? ` (${seconds} s)` : "";
    this.onProgress(`${this.subject}: step ${this.done}/${this.total} · ${this.current}${time}`);
  }
}
