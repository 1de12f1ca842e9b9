import { spread } from "../spread.ts";
import type { SoakReport } from "./soak.ts";

/** The first resets of a cluster are slower: connections are opened, and everything is read for the first time. */
const EARLY = { from: 6, to: 15 } as const;
/** How many times as long the last resets may take. */
const FACTOR = 1.1;
/**
 * Seconds that are no growth: a reset that meets a transaction of Airflow pauses for 5 ms and begins again, then for 10
 * ms, and how often it does is chance.
 */
const ALLOWANCE = 0.015;

/** How long resets took at the beginning and at the end, with nothing running; medians in seconds. */
export interface Growth {
  readonly early: number;
  readonly last: number;
  /** What `last` may be at most. */
  readonly limit: number;
}

/** Compares the last tenth with resets 6 to 15. */
export function growthOf({ quiet }: Pick<SoakReport, "quiet">): Growth {
  const early = spread(quiet.slice(EARLY.from - 1, EARLY.to)).median;
  const last = spread(quiet.slice(-Math.ceil(quiet.length / 10))).median;
  return { early, last, limit: Math.round((early * FACTOR + ALLOWANCE) * 1000) / 1000 };
}

/** What is wrong, in words; nothing where the soak passes. */
export function faultsOf(report: Pick<SoakReport, "quiet" | "errors" | "restarts">): string[] {
  const { errors, restarts } = report;
  const { early, last, limit } = growthOf(report);
  return [
    ...(errors.length > 0 ? [`${errors.length} error lines in the logs of the components`] : []),
    ...Object.entries(restarts).map(([alias, count]) => `${alias} was restarted ${count} times`),
    ...(last > limit ? [`the last tenth took ${last} s, more than ${limit} s: resets 6 to 15 took ${early} s`] : []),
  ];
}
