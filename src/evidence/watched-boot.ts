import type { BootEvent, StepOutline } from "../cluster/boot-graph.ts";
import { BootState } from "./boot-lines.ts";

/** Shows a start while it happens. */
export interface BootDisplay {
  onSteps(steps: readonly StepOutline[]): void;
  onEvent(event: BootEvent): void;
  /** Leaves what is shown as it is, and stops. */
  end(): void;
}

/** What both displays keep: the state of the steps, and the seconds since they are known. */
export class WatchedBoot {
  state = new BootState([]);
  private begun = performance.now();

  readonly onSteps = (steps: readonly StepOutline[]): void => {
    this.state = new BootState(steps);
    this.begun = performance.now();
  };

  get now(): number {
    return (performance.now() - this.begun) / 1000;
  }
}
