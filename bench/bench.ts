import { connectEngine } from "../src/engine/connect-engine.ts";
import { buildPackage } from "./build-package.ts";
import { environmentOf, NOISY } from "./environment.ts";
import { benchImages } from "./images.ts";
import { type Job, type Sample, type Tell, wants } from "./job.ts";
import { provideMigratedDatabase } from "./lives/migrated-database.ts";
import { LIVES, measureLives, referenceFor } from "./lives/pairs.ts";
import { busyPercent } from "./noise.ts";
import { measureOwnProcess, OWN_PROCESS } from "./own-process/own-process.ts";
import { type BenchReport, summarize } from "./report.ts";
import type { ScenarioName } from "./scenario.ts";
import { spread } from "./spread.ts";
import { measureAnalysis } from "./timeline/analysis.ts";
import { measureWarm, WARM } from "./warm/warm.ts";

/** Repetitions when nobody names a number. Of pairs as many of these as fit in {@link LIMIT_SECONDS}. */
export const DEFAULT_RUNS = 5;

/** No pair is begun that would probably end later than this; a number that somebody names is kept. */
export const LIMIT_SECONDS = 19.5 * 60;

/** What is to be measured. */
export interface BenchOptions {
  readonly wanted: ReadonlySet<ScenarioName>;
  /** @default {@link DEFAULT_RUNS} */
  readonly runs?: number;
  /** One repetition of the least that shows that it works. @default false */
  readonly quick?: boolean;
  readonly signal: AbortSignal;
  readonly tell: Tell;
}

/**
 * Measures, what is short first: pairs with docker compose take most of the time, and as many are made as there is time
 * left for.
 * @throws HarnessError `AT_ENGINE` or `AT_IMAGE` before the first measurement; whatever a scenario throws afterwards
 */
export async function bench({ wanted, runs, quick = false, signal, tell }: BenchOptions): Promise<BenchReport> {
  const engine = await connectEngine();
  const busy: number[] = [];
  const samples = new Map<ScenarioName, Sample[]>();
  const job: Job = {
    ...{ wanted, runs: quick ? 1 : (runs ?? DEFAULT_RUNS), quick, engine, signal, tell },
    async beforehand() {
      const percent = await busyPercent(1_000, signal);
      busy.push(percent);
      if (percent > NOISY) tell(`others use ${percent} % of the processors; the figures will be disturbed`);
    },
    record(name, sample) {
      if (wanted.has(name)) samples.set(name, [...(samples.get(name) ?? []), sample]);
    },
  };
  const program = await referenceFor(job);
  const images = await benchImages(engine, signal, tell);
  if (wants(job, [...OWN_PROCESS, "attach"])) await buildPackage(signal, tell);
  if (wants(job, [...OWN_PROCESS, ...LIVES])) await provideMigratedDatabase(job);
  if (wants(job, ["timeline"])) await measureAnalysis(job);
  if (wants(job, WARM)) await measureWarm(job);
  if (wants(job, OWN_PROCESS)) await measureOwnProcess(job);
  // performance.now() counts from the start of the process.
  const limit = runs === undefined ? LIMIT_SECONDS * 1000 : undefined;
  const lives = wants(job, LIVES) ? await measureLives(job, { images, program }, limit) : 0;
  const measured = { runs: job.runs, pairs: program ? lives : 0, busyBefore: spread(busy) };
  return { environment: environmentOf(engine, images, program, measured), scenarios: summarize(samples, wanted) };
}
