import type { Environment } from "./environment.ts";
import type { Sample } from "./job.ts";
import { type ScenarioName, scenarioNames, scenarios, type Unit } from "./scenario.ts";
import { type Spread, spread } from "./spread.ts";

/** The figures of a scenario whose goal is an amount. */
interface AmountReport {
  readonly name: ScenarioName;
  readonly what: string;
  readonly unit: Unit;
  readonly ours: Spread;
  /** The most that we want: of `ours`, or of the ratio where there is one. */
  readonly goal: number;
  /** What would be better still. */
  readonly stretch?: number;
}

/** The figures of a scenario whose goal is a ratio. */
interface RatioReport extends AmountReport {
  /** What we compare with. */
  readonly reference: Spread & { readonly what: string };
  /** Ours divided by the reference, pair by pair. */
  readonly ratio: Spread;
}

/** The figures of one scenario. */
export type ScenarioReport = AmountReport | RatioReport;

/** The JSON document. */
export interface BenchReport {
  readonly environment: Environment;
  readonly scenarios: readonly ScenarioReport[];
}

/** What was measured, by scenario. */
export type Samples = ReadonlyMap<ScenarioName, readonly Sample[]>;

/**
 * Sums up the measurements of the wanted scenarios.
 * @throws Error where one of them was not measured
 */
export function summarize(samples: Samples, wanted: ReadonlySet<ScenarioName>): ScenarioReport[] {
  return scenarioNames
    .filter((name) => wanted.has(name))
    .map((name) => {
      const taken = samples.get(name);
      if (!taken) throw new Error(`${name} was not measured`);
      return reportOf(name, taken);
    });
}

function reportOf(name: ScenarioName, samples: readonly Sample[]): ScenarioReport {
  const { what, unit, goal } = scenarios[name];
  const ours = spread(samples.map((sample) => sample.ours));
  const report = { name, what, unit, ours, goal: goal.most, stretch: goal.stretch };
  if (goal.of === "amount") return report;
  const references = samples.map(({ reference }) => {
    if (reference === undefined) throw new Error(`${name} was measured without ${goal.to}`);
    return reference;
  });
  const ratios = samples.map((sample, index) => sample.ours / (references[index] as number));
  return { ...report, reference: { what: goal.to, ...spread(references) }, ratio: spread(ratios) };
}
