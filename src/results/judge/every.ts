import { type Interval, intervalWords, secondsOf } from "./interval.ts";
import type { Judgement } from "./judgement.ts";
import { counted, listed } from "./words.ts";

/** A schedule as far as it is judged. */
export interface ScheduleSeen {
  /** Id of the DAG. */
  readonly dagId: string;
  /** The next moments at which it runs, in ISO 8601. */
  readonly moments: readonly string[];
  /** Cron expression or timetable, for the message. */
  readonly schedule?: string | null;
  /** The schedule in words, for the message. */
  readonly inWords?: string | null;
}

const day = 86_400;

/**
 * How many moments show whether a schedule keeps an interval over a whole day: a schedule that rests at night keeps it
 * by day. At most 300, which is a day of five minutes.
 */
export function momentsFor(interval: Interval): number {
  return Math.min(300, Math.max(4, Math.ceil(day / secondsOf(interval)) + 2));
}

/**
 * Whether the time between any two neighbours of the moments is the interval. Where it is made of whole days, an hour
 * more or less is what a change of the clocks makes.
 */
export function judgeEvery({ dagId, moments, schedule, inWords }: ScheduleSeen, interval: Interval): Judgement {
  const wanted = secondsOf(interval);
  const slack = wanted % day === 0 ? 3_600 : 0;
  const gaps = moments.slice(1).map((moment, i) => (Date.parse(moment) - Date.parse(moments[i] as string)) / 1_000);
  const odd = gaps.findIndex((gap) => !(Math.abs(gap - wanted) <= slack));
  const ok = gaps.length > 0 && odd < 0;
  const words = [schedule ?? "none", inWords ? `(${inWords})` : ""].join(" ").trim();
  const evidence = [`  schedule   ${words}`, `  next runs  ${listed(moments.slice(0, 4).map(shown), 4)}`];
  if (ok)
    return { ok, settled: true, message: [`${dagId} runs every ${intervalWords(wanted)}`, ...evidence].join("\n") };
  const but = `${dagId} should run every ${intervalWords(wanted)}, but`;
  if (gaps.length === 0) {
    const what = moments.length === 0 ? "has no next run" : "has one next run only";
    return { ok, settled: true, message: [`${but} ${what}`, ...evidence].join("\n") };
  }
  const kinds = [...Map.groupBy(gaps, (gap) => gap)].map(([gap, { length }]) => ({ gap, length }));
  const every = kinds.map(({ gap, length }) => `${intervalWords(gap)} (${counted(length, "time")})`);
  const is =
    kinds.length === 1
      ? `runs every ${intervalWords(gaps[0] as number)}`
      : `the time between runs is ${listed(every, 4)}`;
  const where = `  first odd  ${shown(moments[odd] as string)} to ${shown(moments[odd + 1] as string)}`;
  return { ok, settled: true, message: [`${but} ${is}`, ...evidence, ...(kinds.length > 1 ? [where] : [])].join("\n") };
}

/** Without what is zero in every moment that a schedule has. */
function shown(moment: string): string {
  return moment
    .replace("T", " ")
    .replace(/\.0+/, "")
    .replace(/(\+00:00|Z)$/, " UTC");
}
