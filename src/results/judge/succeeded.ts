import { formatSeconds } from "../render/seconds.ts";
import { isFinalRunState, isFinalTaskState, type RunData, type TaskInstanceSnapshot } from "../run-data.ts";
import { selectTasks, type TaskSelection } from "../select-tasks.ts";
import type { Judgement } from "./judgement.ts";
import { nothingChosen } from "./nothing-chosen.ts";
import { whyFailed } from "./why-failed.ts";
import { byState, counted, outcome, runName } from "./words.ts";

/**
 * Whether the run and all of its tasks succeeded, or the chosen tasks alone; skipped tasks are no failure. The message
 * shows why each failed task failed.
 */
export function judgeSucceeded(run: RunData, { tasks }: { tasks?: TaskSelection } = {}): Judgement {
  const chosen = selectTasks(run.tasks, tasks);
  if (chosen.length === 0 && tasks !== undefined) return nothingChosen(run, tasks);
  const bad = chosen.filter(({ state }) => state !== "success" && state !== "skipped");
  const ok = bad.length === 0 && (tasks !== undefined || run.state === "success");
  const settled = isFinalRunState(run.state);
  if (ok) return { ok, settled, message: `${runName(run)} succeeded${took(run)}: ${what(chosen)}` };
  const shown = { ...run, tasks: chosen };
  const open = bad.filter(({ state }) => state !== "failed" && state !== "upstream_failed");
  const lines = [`${runName(run)} should have succeeded, but ${butWhat(run, bad)}`, ...whyFailed(shown)];
  return { ok, settled, message: [...lines, ...byState(open)].join("\n") };
}

function butWhat(run: RunData, bad: readonly TaskInstanceSnapshot[]): string {
  if (run.state !== "success") return outcome(run);
  const ended = bad.every(({ state }) => isFinalTaskState(state)) ? "failed" : "did not succeed";
  return `${counted(bad.length, "task")} of it ${ended}, although the run is a success`;
}

function took({ seconds }: RunData): string {
  return seconds === null ? "" : ` in ${formatSeconds(seconds)}`;
}

function what(tasks: readonly TaskInstanceSnapshot[]): string {
  const skipped = tasks.filter(({ state }) => state === "skipped").length;
  return `${counted(tasks.length, "task")}${skipped > 0 ? `, ${skipped} of them skipped` : ""}`;
}
