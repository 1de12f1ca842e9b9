import type { BootEvent, StepOutline, StepTime } from "../../cluster/boot-graph.ts";

/** A step of a start as it went; one that did not end is as long as the start. */
export interface TracedStep extends StepTime {
  readonly needs: readonly string[];
  /** What it waited for, and since when, in seconds from the beginning of the start. */
  readonly waits: readonly { readonly at: number; readonly saw: string }[];
  /** Whether it failed or was cut off. */
  readonly cut: boolean;
}

/** Keeps what happens during a start, also of one that fails. */
export class BootTrace {
  private needs = new Map<string, readonly string[]>();
  private events: BootEvent[] = [];
  private readonly seen = new Set<string>();

  /** Cluster that was started. */
  id = "";

  readonly onSteps = (steps: readonly StepOutline[], id: string): void => {
    this.id = id;
    this.needs = new Map(steps.map(({ name, needs }) => [name, needs]));
    // Looking for a kept cluster begins before there is a list; a start that begins anew has its own clock.
    this.events = this.events.filter(({ step }) => this.needs.has(step) && !this.seen.has(step));
    for (const step of this.needs.keys()) this.seen.add(step);
  };

  readonly onEvent = (event: BootEvent): void => void this.events.push(event);

  /** The times of the steps that have ended, in seconds from the beginning. */
  get times(): { seconds: number; steps: readonly StepTime[] } {
    const ended = this.steps.filter(({ cut }) => !cut).map(({ name, start, end }) => ({ name, start, end }));
    return { seconds: this.events.at(-1)?.at ?? 0, steps: ended };
  }

  /** The steps that have begun, in that order. */
  get steps(): TracedStep[] {
    const last = this.events.at(-1)?.at ?? 0;
    const begun = this.events.filter(({ type }) => type === "begin");
    return begun.map(({ step, at }) => {
      const own = this.events.filter((event) => event.step === step);
      const end = own.find(({ type }) => type === "end");
      return {
        name: step,
        needs: this.needs.get(step) ?? [],
        start: at,
        end: end?.at ?? last,
        waits: own.flatMap((event) => (event.type === "saw" ? [{ at: event.at, saw: event.saw }] : [])),
        cut: !end,
      };
    });
  }
}
