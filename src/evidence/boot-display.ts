import { createLogUpdate } from "log-update";
import type { BootEvent, StepOutline } from "../cluster/boot-graph.ts";
import { BootState } from "./boot-lines.ts";
import type { Output } from "./output.ts";

/** Shows a start while it happens. */
export interface BootDisplay {
  onSteps(steps: readonly StepOutline[]): void;
  onEvent(event: BootEvent): void;
  /** Leaves what is shown as it is, and stops. */
  end(): void;
}

const REDRAW_MS = 100;
/** Between two lines that tell what is being waited for, where the output is no terminal. */
const REMIND_MS = 5_000;

/** A line per step that is redrawn in a terminal; elsewhere a line for each step that ends, and reminders. */
export function bootDisplay(output: Output, env: NodeJS.ProcessEnv = process.env): BootDisplay {
  // Only a real stream is a terminal.
  const live = output.isTTY && env.TERM !== "dumb";
  return live ? liveDisplay(output as NodeJS.WriteStream, !env.NO_COLOR) : plainDisplay(output);
}

/** What both displays keep: the state of the steps, and the seconds since they are known. */
class Watched {
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

function liveDisplay(stream: NodeJS.WriteStream, color: boolean): BootDisplay {
  const update = createLogUpdate(stream);
  const watched = new Watched();
  let ended = false;
  const draw = () => update(watched.state.lines(watched.now, color).join("\n"));
  const timer = setInterval(draw, REDRAW_MS);
  return {
    onSteps: watched.onSteps,
    onEvent(event) {
      watched.state.apply(event);
      if (event.type === "warning") update.persist(`warning: ${event.text}`);
    },
    end() {
      if (ended) return;
      ended = true;
      clearInterval(timer);
      draw();
      update.done();
    },
  };
}

function plainDisplay(stream: Output): BootDisplay {
  const watched = new Watched();
  const print = (at: number, text: string) => void stream.write(`[${at.toFixed(1).padStart(6)} s] ${text}\n`);
  const remind = () => {
    const running = watched.state.running(watched.now);
    if (running) print(watched.now, `waiting for ${running}`);
  };
  const timer = setInterval(remind, REMIND_MS);
  return {
    onSteps: watched.onSteps,
    onEvent(event) {
      watched.state.apply(event);
      if (event.type === "end") print(event.at, `${event.step} ready`);
      if (event.type === "fail") print(event.at, `${event.step} failed`);
      if (event.type === "warning") print(event.at, `warning: ${event.text}`);
    },
    end: () => clearInterval(timer),
  };
}
