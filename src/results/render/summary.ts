import { microsOf } from "../instant.ts";
import type { Timeline } from "../timeline.ts";
import type { Glyphs } from "./glyphs.ts";
import { formatSeconds } from "./seconds.ts";
import { printable, shorten, wrap } from "./text.ts";

/** What the picture says, in sentences of at most so many columns. */
export function summary(timeline: Timeline, width: number, glyphs: Glyphs): string[] {
  if (timeline.max === 0) return ["no worker ran any of them"];
  const name: Name = (text) => shorten(printable(text), Math.min(32, Math.floor(width / 2) - 2), glyphs.ellipsis);
  const lines = [atMax(timeline, name), busy(timeline, name), path(timeline, name, glyphs)];
  return lines.flatMap((line) => (line === "" ? [] : wrap(line, width))).map((line) => line.replaceAll("\u00a0", " "));
}

/** Makes a name fit for a sentence. */
type Name = (text: string) => string;

function atMax({ max, maxAt, from, atMax }: Timeline, name: Name): string {
  const offset = maxAt && from ? (microsOf(maxAt) - microsOf(from)) / 1e6 : 0;
  const workers = counted(atMax.workers.length, "worker", "workers");
  const names = atMax.workers.length <= 3 ? ` (${atMax.workers.map(name).join(", ")})` : "";
  const processes = counted(atMax.processes.length, "process", "processes");
  return `${max} at once, first at ${time(offset)}, on ${workers}${names}, ${processes}`;
}

function busy({ busy: total, span, waiting }: Timeline, name: Name): string {
  const work = `${time(total)} of work in ${time(span)}`;
  if (!waiting.longest) return work;
  const { label, seconds } = waiting.longest;
  const queue = `in the queue ${time(waiting.mean)} on average, at most ${time(seconds)}`;
  return `${work}; ${queue} (${name(label)})`;
}

function path({ criticalPath }: Timeline, name: Name, { arrow, ellipsis }: Glyphs): string {
  if (criticalPath.length < 2) return "";
  const steps = criticalPath.map(({ label, seconds }) => `${name(label)} ${time(seconds)}`);
  const shown = steps.length > 12 ? [...steps.slice(0, 6), ellipsis, ...steps.slice(-5)] : steps;
  return `longest path: ${shown.join(` ${arrow} `)}`;
}

/** A duration that is not broken between number and unit. */
function time(seconds: number): string {
  return formatSeconds(seconds).replaceAll(" ", "\u00a0");
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
