import type { Glyphs } from "./glyphs.ts";
import type { Scale } from "./scale.ts";
import { toWidth } from "./text.ts";

const nice = [1, 2, 5];

/** The two lines above a chart: moments, and the ruler. */
export function axis(scale: Scale, glyphs: Glyphs): [moments: string, ruler: string] {
  const { cells, total } = scale;
  const step = stepFor(total, Math.max(1, Math.floor(cells / 8)));
  let moments = "";
  const ruler = Array.from({ length: cells }, () => glyphs.axis.line);
  for (let i = 0; i * step <= total; i++) {
    const cell = Math.round(((i * step) / total) * cells);
    const label = momentOf(i * step, step);
    if (cell >= cells) break;
    ruler[cell] = i === 0 ? glyphs.axis.first : glyphs.axis.tick;
    if (cell + label.length <= cells + 2) moments = toWidth(moments, cell, "") + label;
  }
  return [moments, ruler.join("")];
}

/** The smallest round number of seconds that needs no more than so many steps. */
function stepFor(total: number, steps: number): number {
  const least = total / steps;
  if (least > 20) return [30, 60, 120, 300, 600, 900, 1800, 3600].find((step) => step >= least) ?? roundUp(least, 3600);
  const power = 10 ** Math.floor(Math.log10(least));
  return power * (nice.find((factor) => power * factor >= least * 0.999_999) ?? 10);
}

function roundUp(value: number, unit: number): number {
  return Math.ceil(value / unit) * unit;
}

function momentOf(seconds: number, step: number): string {
  if (step < 30 || seconds === 0) return `${seconds.toFixed(Math.max(0, Math.ceil(-Math.log10(step))))} s`;
  const two = (count: number) => String(Math.floor(count)).padStart(2, "0");
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), (seconds % 3600) / 60, Math.round(seconds) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${Math.floor(minutes)}:${two(rest)}`;
}
