import { HarnessError } from "../../base/harness-error.ts";
import { type RenderOptions, renderTimeline } from "../render/render-timeline.ts";
import { isFinalRunState, type RunData } from "../run-data.ts";
import { describeSelection, selectTasks, type TaskSelection } from "../select-tasks.ts";
import { type Timeline, timeline } from "../timeline.ts";
import type { Judgement } from "./judgement.ts";
import { nothingChosen } from "./nothing-chosen.ts";
import { counted } from "./words.ts";

/** What must have run at the same time. */
export interface Parallelism {
  /** @default all tasks */
  tasks?: TaskSelection;
  /** How many of the tasks at once. @default 2 */
  atLeast?: number;
  /** On how many workers at that moment. @default 1 */
  workers?: number;
}

/** {@link Judgement} of parallelism with what was seen. */
export interface ParallelJudgement extends Judgement {
  /** Most tasks at once. */
  readonly max: number;
  /** Workers that ran them at that moment. */
  readonly workers: number;
  /** The timeline of the chosen tasks. */
  readonly timeline: Timeline;
}

/**
 * Whether there was a moment at which so many of the tasks ran, on so many workers. Tasks that do not exist never did.
 * @throws HarnessError `AT_USAGE` for counts that are no whole numbers
 */
export function judgeParallel(run: RunData, wanted: Parallelism = {}, look: RenderOptions = {}): ParallelJudgement {
  const { tasks, atLeast = 2, workers = 1 } = wanted;
  for (const [name, count] of Object.entries({ atLeast, workers })) {
    if (Number.isInteger(count) && count >= 0) continue;
    throw new HarnessError("AT_USAGE", `${name} must be a whole number of at least 0, not ${count}`);
  }
  const line = timeline(run, { tasks });
  const chosen = selectTasks(run.tasks, tasks).length;
  const needed = atLeast === 0 ? 0 : workers;
  const ok =
    (chosen > 0 || atLeast === 0) &&
    (atLeast === 0 || line.levels.some((level) => level.running >= atLeast && level.workers >= needed));
  const settled = ok || isFinalRunState(run.state);
  const seen = { ok, settled, max: line.max, workers: line.atMax.workers.length, timeline: line };
  if (ok) return { ...seen, message: `${line.max} ran at once on ${counted(seen.workers, "worker")}` };
  if (chosen === 0) return { ...seen, ...nothingChosen(run, tasks) };
  const expected = `at least ${atLeast} at once${workers > 1 ? ` on ${workers} workers` : ""}`;
  const observed = `at most ${line.max}, on ${counted(seen.workers, "worker")}`;
  return {
    ...seen,
    message: `${describeSelection(tasks)} should have run ${expected}, but ran ${observed}\n\n${renderTimeline(line, look)}`,
  };
}
