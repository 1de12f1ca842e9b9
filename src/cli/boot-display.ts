import { createLogUpdate } from "log-update";
import type { BootEvent, StepOutline } from "../cluster/boot-graph.ts";
import { BootState } from "./boot-lines.ts";
import type { Output } from "./io.ts";

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

function liveDisplay(stream: NodeJS.WriteStream, color: boolean): BootDisplay {
  const update = createLogUpdate(stream);
  let state = new BootState([]);
  let begun = performance.now();
  let ended = false;
  const draw = () => update(state.lines((performance.now() - begun) / 1000, color).join("\n"));
  const timer = setInterval(draw, REDRAW_MS);
  return {
    onSteps(steps) {
      state = new BootState(steps);
      begun = performance.now();
    },
    onEvent(event) {
      state.apply(event);
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
  let state = new BootState([]);
  let begun = performance.now();
  const print = (at: number, text: string) => void stream.write(`[${at.toFixed(1).padStart(6)} s] ${text}\n`);
  const remind = () => {
    const now = (performance.now() - begun) / 1000;
    const running = state.running(now);
    if (running) print(now, `waiting for ${running}`);
  };
  const timer = setInterval(remind, REMIND_MS);
  return {
    onSteps(steps) {
      state = new BootState(steps);
      begun = performance.now();
    },
    onEvent(event) {
      state.apply(event);
      if (event.type === "end") print(event.at, `${event.step} ready`);
      if (event.type === "fail") print(event.at, `${event.step} failed`);
      if (event.type === "warning") print(event.at, `warning: ${event.text}`);
    },
    end: () => clearInterval(timer),
  };
}
