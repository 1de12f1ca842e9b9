import { spread } from "../spread.ts";
import type { SoakReport } from "./soak.ts";

/** The first resets of a cluster are slower: connections are opened, and everything is read for the first time. */
const EARLY = { from: 6, to: 15 } as const;
/** How many times as long the last resets may take. */
const FACTOR = 1.1;
/**
 * Seconds that are no growth: one look more. A reset that comes while the process of the last task is still about to end
 * pauses for 50 ms, lets the API answer, and looks again; whether it does depends on how busy the machine is.
 */
const ALLOWANCE = 0.1;

/** Median seconds at the beginning and at the end. */
export interface Ends {
  readonly early: number;
  readonly last: number;
}

/** Compares the last tenth with values 6 to 15. */
export function endsOf(seconds: readonly number[]): Ends {
  return {
    early: spread(seconds.slice(EARLY.from - 1, EARLY.to)).median,
    last: spread(seconds.slice(-Math.ceil(seconds.length / 10))).median,
  };
}

/** Seconds that the last resets may take. */
export function limitOf({ early }: Ends): number {
  return Math.round((early * FACTOR + ALLOWANCE) * 1000) / 1000;
}

/** What is wrong, in words; nothing where the soak passes. */
export function faultsOf(report: Pick<SoakReport, "quiet" | "errors" | "restarts">): string[] {
  const { errors, restarts } = report;
  const ends = endsOf(report.quiet);
  const { early, last } = ends;
  const limit = limitOf(ends);
  return [
    ...(errors.length > 0 ? [`${errors.length} error lines in the logs of the components`] : []),
    ...Object.entries(restarts).map(([alias, count]) => `${alias} was restarted ${count} times`),
    ...(last > limit ? [`the last tenth took ${last} s, more than ${limit} s: resets 6 to 15 took ${early} s`] : []),
  ];
}
