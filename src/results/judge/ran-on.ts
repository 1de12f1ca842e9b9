import { HarnessError } from "../../base/harness-error.ts";
import { isFinalRunState, isFinalTaskState, type RunData, type TaskInstanceSnapshot } from "../run-data.ts";
import { describeSelection, selectTasks, type TaskSelection } from "../select-tasks.ts";
import { taskLabel } from "../task-label.ts";
import type { Judgement } from "./judgement.ts";
import { nothingChosen } from "./nothing-chosen.ts";
import { atMost, listed, rows, runName, stateWord } from "./words.ts";

/** Where tasks should have run; at least one of queue and worker. */
export interface Place {
  /** Celery queue that the tasks were sent to. @default any */
  queue?: string;
  /** Host name of the worker, such as `worker-2`. @default any */
  worker?: string;
  /** Tasks that are judged. @default all that a worker ran */
  tasks?: TaskSelection;
}

const mostLines = 20;

/**
 * Whether the last try of each task ran there. Tasks that no worker had, such as skipped ones, are left out unless they
 * are named in a list.
 * @throws HarnessError `AT_USAGE` where neither a queue nor a worker is named
 */
export function judgeRanOn(run: RunData, { queue, worker, tasks }: Place): Judgement {
  if (queue === undefined && worker === undefined) {
    throw new HarnessError("AT_USAGE", "a place is a queue or a worker", { try: '{ queue: "default" }' });
  }
  const chosen = selectTasks(run.tasks, tasks);
  if (chosen.length === 0 && tasks !== undefined) return nothingChosen(run, tasks);
  const judged = Array.isArray(tasks) ? chosen : chosen.filter(({ hostname }) => hostname !== null);
  const there = (task: TaskInstanceSnapshot) =>
    task.hostname !== null &&
    (queue === undefined || task.queue === queue) &&
    (worker === undefined || task.hostname === worker);
  const [right, wrong] = [judged.filter(there), judged.filter((task) => !there(task))];
  const ended = isFinalRunState(run.state);
  const settled = ended || (Array.isArray(tasks) && judged.every(({ state }) => isFinalTaskState(state)));
  const place = [queue && `queue ${queue}`, worker && `worker ${worker}`].filter(Boolean).join(" and ");
  if (judged.length > 0 && wrong.length === 0) {
    return {
      ok: true,
      settled,
      message: `${describeSelection(tasks)} of ${runName(run)} ran on ${place}: ${names(right)}`,
    };
  }
  const but = judged.length === 0 ? "no worker ran any" : `${wrong.length} of ${judged.length} did not`;
  return {
    ...{ ok: false, settled },
    message: [
      `${describeSelection(tasks)} of ${runName(run)} should have run on ${place}, but ${but}`,
      ...atMost(rows(wrong.map((task) => [taskLabel(task), whereItWas(task)])), mostLines),
      ...(right.length > 0 ? [`  on ${place}: ${names(right)}`] : []),
    ].join("\n"),
  };
}

function names(tasks: readonly TaskInstanceSnapshot[]): string {
  return listed(tasks.map(taskLabel), 10);
}

function whereItWas({ queue, hostname, state }: TaskInstanceSnapshot): string {
  return hostname === null ? `not on a worker: ${stateWord(state)}` : `on ${hostname}, queue ${queue}`;
}
