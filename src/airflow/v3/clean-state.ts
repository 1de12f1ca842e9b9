import { shellWord } from "../../base/shell-word.ts";
import type { CleanState, RunKey, TaskSignal } from "../clean-state.ts";
import { script } from "./script.ts";
import { activeRuns, activeTasks, activeTriggers, endTriggers, halt, lock, settle } from "./state/activity.ts";
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
  ...{ activeTriggers, endTriggers, runningTriggers },
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

/** A triggerer has the log of a trigger open from its first line until the trigger is done with; it appends its own id. */
function runningTriggers(logs: string, runs?: readonly RunKey[]): string {
  const folders = runs === undefined ? [logs] : logFolders(logs, runs);
  const mine = folders.map((folder) => `-e ${shellWord(`${folder}/`)}`).join(" ");
  return `readlink /proc/[0-9]*/fd/* 2>/dev/null | grep -F ${mine} | sed -n 's/\\.trigger\\.[^/]*$//p'`;
}

/** The dag processor has its own folder beside those of the tasks; `[logging] log_filename_template` names these. */
function removeLogs(logs: string, runs?: readonly RunKey[]): string {
  if (runs === undefined) {
    return `find ${shellWord(logs)} -mindepth 1 -maxdepth 1 ! -name 'dag_processor*' ! -name scheduler -exec rm -rf {} +`;
  }
  const folders = logFolders(logs, runs).map(shellWord);
  return folders.length === 0 ? "true" : `rm -rf ${folders.join(" ")}`;
}

function logFolders(logs: string, runs: readonly RunKey[]): string[] {
  return runs.map(({ dagId, runId }) => `${logs}/dag_id=${dagId}/run_id=${runId}`);
}
