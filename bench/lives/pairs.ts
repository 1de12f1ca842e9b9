import { HarnessError } from "../../src/base/harness-error.ts";
import type { BenchImages } from "../images.ts";
import { type Job, titled, wants } from "../job.ts";
import type { ScenarioName } from "../scenario.ts";
import { composeSide } from "./compose/compose-side.ts";
import { type ComposeProgram, composeProgram } from "./compose/program.ts";
import { type Life, measureLife } from "./life.ts";
import { ourSide } from "./our-side.ts";

const COMPARED: readonly ScenarioName[] = ["ready-cold", "first-run", "warm-run", "stop"];
const OURS_ALONE: readonly ScenarioName[] = ["ready-cold-cpu", "memory-services"];

/** What is measured in lives of clusters. */
export const LIVES: readonly ScenarioName[] = [...COMPARED, ...OURS_ALONE];

/**
 * Finds the docker compose that is compared with; undefined where nothing wanted needs it.
 * @throws HarnessError `AT_ENGINE` where there is none, or the engine is on another machine
 */
export async function referenceFor(job: Job): Promise<ComposeProgram | undefined> {
  if (!wants(job, COMPARED)) return undefined;
  if (job.engine.local) return composeProgram(job.signal, job.tell);
  throw new HarnessError("AT_ENGINE", `the engine at ${job.engine.uri} is not on this machine`, {
    expected: "a local engine: docker compose mounts the folder of the DAGs",
  });
}

/**
 * Measures pairs: ours, then the reference, and again. Ours comes first, so that the cold disk cache is our disadvantage.
 * Where nothing is compared, ours alone.
 * @param limit in milliseconds of `performance.now()`; no pair is begun that would probably end later. @default none
 * @returns the number of pairs
 */
export async function measureLives(
  job: Job,
  { images, program }: { images: BenchImages; program?: ComposeProgram },
  limit = Number.POSITIVE_INFINITY,
): Promise<number> {
  const reference = program && composeSide(job.engine, images, program);
  let longest = 0;
  for (let pair = 1; pair <= job.runs; pair++) {
    const begun = performance.now();
    if (pair > 1 && begun + longest > limit) {
      job.tell(`ending after ${pair - 1} pairs: one more would take longer than there is time in all`);
      return pair - 1;
    }
    const sides = [];
    for (const side of reference ? [ourSide, reference] : [ourSide]) {
      await job.beforehand();
      sides.push(await measureLife(side, titled(job, `pair ${pair} of ${job.runs}, ${side.name}`)));
    }
    take(job, ...(sides as [Life, Life?]));
    longest = Math.max(longest, performance.now() - begun);
  }
  return job.runs;
}

function take({ record, engine }: Job, ours: Life, reference?: Life): void {
  record("ready-cold", { ours: ours.ready, reference: reference?.ready });
  record("stop", { ours: ours.stop, reference: reference?.stop });
  if (ours.firstRun !== undefined) record("first-run", { ours: ours.firstRun, reference: reference?.firstRun });
  if (ours.warmRun !== undefined) record("warm-run", { ours: ours.warmRun, reference: reference?.warmRun });
  if (!ours.used) return;
  record("ready-cold-cpu", { ours: ours.ready, reference: ours.used.cpuSeconds / engine.cpus });
  record("memory-services", { ours: ours.used.memoryBytes / 2 ** 20 });
}
