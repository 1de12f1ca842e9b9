import type { Output } from "./output.ts";
import { type BootDisplay, WatchedBoot } from "./watched-boot.ts";

/** Between two lines that tell what is being waited for. */
const REMIND_MS = 5_000;

/** A line for each step that ends, and reminders. */
export function plainDisplay(stream: Output): BootDisplay {
  const watched = new WatchedBoot();
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
