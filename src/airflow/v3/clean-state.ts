import { shellWord } from "../../base/shell-word.ts";
import type { CleanState, RunKey, TaskSignal } from "../clean-state.ts";
import { script } from "./script.ts";
import { activeRuns, activeTasks, halt, lock, settle } from "./state/activity.ts";
import { messageTask } from "./state/message-task.ts";
import { capture, remove, restore } from "./state/restore.ts";
import { text } from "./state/sql.ts";
import { tables } from "./state/tables.ts";

/** How the state of an Airflow 3 is brought back; read from 3.3.2. */
export const cleanState: CleanState = {
  tables,
  ...{ capture, restore, remove },
  ...{ lock, activeRuns, activeTasks, halt, settle },
  messageTask,
  ...{ signalTasks, livingTasks },
  removeLogs,
  importErrors: (dags) => `select id, ${text(`${dags}/`)} || filename as file from import_error
    where bundle_name = 'dags-folder' and filename is not null`,
  forgetImportErrors: (ids) => `delete from import_error where id = any(array[${ids.join(", ")}]::int[])`,
};

const signals: Readonly<Record<TaskSignal, string>> = { halt: "STOP", resume: "CONT", kill: "KILL" };

function signalTasks(signal: TaskSignal, ids: readonly string[]): string {
  return ["python -S -E -c", shellWord(script("signal-tasks.py")), signals[signal], ...ids.map(shellWord)].join(" ");
}

/** The title of a task's process ends with its id; one that is over and only waits for its parent has no title. */
function livingTasks(ids: readonly string[]): string {
  const titles = shellWord(`airflow worker -- (${ids.join("|")})`);
  return `grep -hoaE ${titles} /proc/[0-9]*/cmdline 2>/dev/null | sed 's/.* //'`;
}

/** The dag processor has its own folder beside those of the tasks; `[logging] log_filename_template` names these. */
function removeLogs(logs: string, runs?: readonly RunKey[]): string {
  if (runs === undefined) {
    return `find ${shellWord(logs)} -mindepth 1 -maxdepth 1 ! -name 'dag_processor*' ! -name scheduler -exec rm -rf {} +`;
  }
  const folders = runs.map(({ dagId, runId }) => shellWord(`${logs}/dag_id=${dagId}/run_id=${runId}`));
  return folders.length === 0 ? "true" : `rm -rf ${folders.join(" ")}`;
}
