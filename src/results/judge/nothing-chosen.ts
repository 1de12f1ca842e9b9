import { isFinalRunState, type RunData } from "../run-data.ts";
import { describeSelection, type TaskSelection } from "../select-tasks.ts";
import type { Judgement } from "./judgement.ts";
import { listed, runName, taskIds } from "./words.ts";

/** What is judged of tasks that the run does not have: nothing. */
export function nothingChosen(run: RunData, tasks: TaskSelection | undefined): Judgement {
  return {
    ...{ ok: false, moot: true, settled: isFinalRunState(run.state) },
    message: `${describeSelection(tasks)}: none in ${runName(run)}; its tasks: ${listed(taskIds(run))}`,
  };
}
