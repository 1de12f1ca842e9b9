import type { Environment } from "./environment.ts";
import { type ScenarioName, scenarios, type Times } from "./scenario.ts";
import { type Spread, spread } from "./spread.ts";

/** The figures of one scenario. */
export interface ScenarioReport {
  readonly name: ScenarioName;
  readonly what: string;
  readonly unit: "s";
  readonly ours: Spread;
  /** What we compare with. */
  readonly reference: Spread & { readonly what: string };
  /** Ours divided by the reference, pair by pair. */
  readonly ratio: Spread;
  /** The ratio that we want to reach. */
  readonly goal: number;
  readonly stretch: number;
}

/** The JSON document. */
export interface BenchReport {
  readonly environment: Environment;
  readonly scenarios: readonly ScenarioReport[];
}

/** One life of a cluster on each side, one directly after the other. */
export interface Pair {
  readonly ours: Times;
  readonly reference: Times;
}

/** Sums up pairs of measurements, in the order of {@link scenarios}. */
export function summarize(
  pairs: readonly Pair[],
  wanted: readonly ScenarioName[],
  reference: string,
): ScenarioReport[] {
  return scenarios
    .filter(({ name }) => wanted.includes(name))
    .map(({ name, ...rest }) => {
      const ours = pairs.map((pair) => seconds(pair.ours, name));
      const theirs = pairs.map((pair) => seconds(pair.reference, name));
      return {
        ...{ name, unit: "s", ...rest },
        ours: spread(ours),
        reference: { what: reference, ...spread(theirs) },
        ratio: spread(ours.map((value, index) => value / (theirs[index] as number))),
      };
    });
}

function seconds(times: Times, name: ScenarioName): number {
  const value = times[name];
  if (value === undefined) throw new Error(`${name} was not measured`);
  return value;
}
