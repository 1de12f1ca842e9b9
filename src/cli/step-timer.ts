import type { BootEvent, StepTime } from "../cluster/boot-graph.ts";

/** Keeps the times of the steps that have ended, also of a start that fails later. */
export class StepTimer {
  private readonly begun = new Map<string, number>();
  private readonly ended: StepTime[] = [];
  private last = 0;

  onEvent({ type, step, at }: BootEvent): void {
    this.last = at;
    if (type === "begin") this.begun.set(step, at);
    if (type === "end") this.ended.push({ name: step, start: this.begun.get(step) ?? 0, end: at });
  }

  /** Seconds from the beginning. */
  get times(): { seconds: number; steps: readonly StepTime[] } {
    return { seconds: this.last, steps: [...this.ended] };
  }
}
