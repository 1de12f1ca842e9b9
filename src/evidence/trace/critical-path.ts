import type { TracedStep } from "./boot-trace.ts";

type Timed = Pick<TracedStep, "name" | "needs" | "start" | "end">;

/**
 * The steps that made a start as long as it was: the one that ended last, before it the one among its needs that ended
 * last, and so on, first things first.
 */
export function criticalPath<T extends Timed>(steps: readonly T[]): T[] {
  const path: T[] = [];
  let step = latest(steps);
  while (step) {
    path.unshift(step);
    const { needs } = step;
    step = latest(steps.filter(({ name }) => needs.includes(name)));
  }
  return path;
}

/** The path in words, such as `12.0 s: engine 0.1 s, postgres 1.2 s, api-server 7.1 s`, without what took no time. */
export function criticalPathWords(steps: readonly Timed[]): string {
  const path = criticalPath(steps);
  const end = path.at(-1)?.end ?? 0;
  const parts = path
    .map(({ name, start, end }) => ({ name, seconds: end - start }))
    .filter(({ seconds }) => seconds >= 0.05)
    .map(({ name, seconds }) => `${name} ${seconds.toFixed(1)} s`);
  return `${end.toFixed(1)} s: ${parts.join(", ")}`;
}

function latest<T extends Timed>(steps: readonly T[]): T | undefined {
  return steps.reduce<T | undefined>((last, step) => (last && last.end >= step.end ? last : step), undefined);
}
