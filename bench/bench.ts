import { HarnessError } from "../src/base/harness-error.ts";
import { connectEngine } from "../src/engine/connect-engine.ts";
import { composeSide } from "./compose/compose-side.ts";
import { composeProgram } from "./compose/program.ts";
import { environmentOf, NOISY } from "./environment.ts";
import { benchImages } from "./images.ts";
import { busyPercent } from "./noise.ts";
import { ourSide } from "./our-side.ts";
import { type BenchReport, type Pair, summarize } from "./report.ts";
import type { ScenarioName, Times } from "./scenario.ts";
import { measure } from "./session.ts";
import type { Side, Tell } from "./side.ts";
import { spread } from "./spread.ts";

/** Repetitions when nobody names a number: as many of these as fit in {@link LIMIT_SECONDS}. */
export const DEFAULT_RUNS = 5;

/** No pair is begun that would probably end later than this; a number that somebody names is kept. */
export const LIMIT_SECONDS = 18 * 60;

/** What is to be measured. */
export interface BenchOptions {
  readonly wanted: readonly ScenarioName[];
  /** @default {@link DEFAULT_RUNS} */
  readonly runs?: number;
  readonly signal: AbortSignal;
  readonly tell: Tell;
}

/**
 * Measures pairs: ours, then the reference, and again. Ours comes first, so that the cold disk cache is our disadvantage.
 * @throws HarnessError `AT_ENGINE` or `AT_IMAGE` before the first measurement; whatever a side throws afterwards
 */
export async function bench({ wanted, runs, signal, tell }: BenchOptions): Promise<BenchReport> {
  const engine = await connectEngine();
  if (!engine.local) {
    throw new HarnessError("AT_ENGINE", `the engine at ${engine.uri} is not on this machine`, {
      expected: "a local engine: docker compose mounts the folder of the DAGs",
    });
  }
  const program = await composeProgram(signal, tell);
  const images = await benchImages(engine, signal, tell);
  const reference = composeSide(engine, images, program);
  const busy: number[] = [];
  const life = async (side: Side, title: string): Promise<Times> => {
    const percent = await busyPercent(1_000, signal);
    busy.push(percent);
    if (percent > NOISY) tell(`others use ${percent} % of the processors; the figures will be disturbed`);
    return measure(side, wanted, signal, (text) => tell(`${title}, ${side.name}: ${text}`));
  };

  const pairs: Pair[] = [];
  let longest = 0;
  for (let pair = 1; pair <= (runs ?? DEFAULT_RUNS); pair++) {
    const begun = performance.now();
    // performance.now() counts from the start of the process.
    if (runs === undefined && pair > 1 && (begun + longest) / 1000 > LIMIT_SECONDS) {
      tell(`ending after ${pair - 1} pairs: one more would take longer than ${LIMIT_SECONDS / 60} minutes in all`);
      break;
    }
    const title = `pair ${pair} of ${runs ?? DEFAULT_RUNS}`;
    pairs.push({ ours: await life(ourSide, title), reference: await life(reference, title) });
    longest = Math.max(longest, performance.now() - begun);
  }
  const measured = { runs: pairs.length, busyBefore: spread(busy) };
  return {
    environment: environmentOf(engine, images, program, measured),
    scenarios: summarize(pairs, wanted, reference.name),
  };
}
