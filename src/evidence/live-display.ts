import { createLogUpdate } from "log-update";
import { type BootDisplay, WatchedBoot } from "./watched-boot.ts";

const REDRAW_MS = 100;

/** A line per step that is redrawn in place. */
export function liveDisplay(stream: NodeJS.WriteStream, color: boolean): BootDisplay {
  const update = createLogUpdate(stream);
  const watched = new WatchedBoot();
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
