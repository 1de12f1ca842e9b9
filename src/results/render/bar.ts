import type { TimelineAttempt } from "../timeline.ts";
import type { Glyphs } from "./glyphs.ts";
import type { Paint } from "./paint.ts";
import type { Scale } from "./scale.ts";

type Layer = "wait" | "earlier" | "run";

/** The attempts of one task as a row of cells: waiting, earlier tries, the last try; running wins over waiting. */
export function bar(attempts: readonly TimelineAttempt[], scale: Scale, glyphs: Glyphs, paint: Paint): string {
  const halves = 2 * scale.cells;
  const layers: (Layer | undefined)[] = Array.from({ length: halves });
  const cover = (from: number, to: number, layer: Layer) => {
    const first = Math.min(halves - 1, Math.round((from / scale.total) * halves));
    const end = Math.min(halves, Math.max(first + 1, Math.round((to / scale.total) * halves)));
    layers.fill(layer, first, end);
  };
  for (const { queued, start } of attempts) if (queued !== null && start > queued) cover(queued, start, "wait");
  for (const { start, end, last } of attempts) cover(start, end, last ? "run" : "earlier");
  const state = attempts.find(({ last }) => last)?.state ?? null;
  const cells = Array.from({ length: scale.cells }, (_, cell) => drawn(layers[2 * cell], layers[2 * cell + 1], glyphs));
  return painted(cells, state, paint);
}

interface Cell {
  readonly layer: Layer | undefined;
  readonly text: string;
}

function drawn(left: Layer | undefined, right: Layer | undefined, glyphs: Glyphs): Cell {
  if (left === "run" || right === "run")
    return { layer: "run", text: running(left === "run", right === "run", glyphs) };
  if (left === "earlier" || right === "earlier") return { layer: "earlier", text: glyphs.earlier };
  return left === "wait" || right === "wait" ? { layer: "wait", text: glyphs.wait } : { layer: undefined, text: " " };
}

/** Colours neighbours of one layer together. */
function painted(cells: readonly Cell[], state: string | null, paint: Paint): string {
  const colours: Record<Layer, (text: string) => string> = {
    wait: paint.faint,
    earlier: (text) => paint.state("up_for_retry", text),
    run: (text) => paint.state(state, text),
  };
  let out = "";
  for (let i = 0; i < cells.length; ) {
    const { layer } = cells[i] as Cell;
    let text = "";
    for (; i < cells.length && cells[i]?.layer === layer; i++) text += cells[i]?.text;
    out += layer ? colours[layer](text) : text;
  }
  return out;
}

function running(left: boolean, right: boolean, { halves, run }: Glyphs): string {
  if (!halves || left === right) return run;
  return left ? halves.left : halves.right;
}
