import { didYouMean } from "../../base/nearest.ts";
import { isFinalRunState, type RunData, type TaskInstanceSnapshot } from "../run-data.ts";
import { taskLabel } from "../task-label.ts";
import type { Judgement } from "./judgement.ts";
import { listed, runName, taskIds } from "./words.ts";

/** The instances that a name means: `load`, all of a mapped task, or `load[3]`, one of them. */
export function findTask(run: RunData, name: string): readonly TaskInstanceSnapshot[] {
  return run.tasks.filter((task) => task.taskId === name || taskLabel(task) === name);
}

/** The words for a task that the run does not have, with the nearest one that it has. */
export function notInRun(run: RunData, name: string): string {
  const labels = run.tasks.map(taskLabel);
  return `is not in the run${didYouMean(name, new Set([...taskIds(run), ...labels]))}`;
}

/** What is judged of a task that the run does not have: nothing. Instances of mapped tasks may still come to be. */
export function unknownTask(run: RunData, name: string): Judgement {
  return {
    ...{ ok: false, moot: true, settled: isFinalRunState(run.state) },
    message: `the task ${name} of ${runName(run)} ${notInRun(run, name)}\n  its tasks: ${listed(taskIds(run))}`,
  };
}
