import { isDeepStrictEqual } from "node:util";
import { didYouMean } from "../../base/nearest.ts";
import { shorten } from "../render/text.ts";
import { isFinalRunState, isFinalTaskState, type RunData } from "../run-data.ts";
import { taskLabel } from "../task-label.ts";
import { diffValues, type ShowValue, showValue } from "./diff-values.ts";
import { findTask, unknownTask } from "./find-task.ts";
import type { Judgement } from "./judgement.ts";
import { listed, runName, statesOf } from "./words.ts";

/** What an XCom should be. */
export interface ExpectedXCom {
  /** Task that pushed it: `load[3]` for an instance of a mapped task, `load` for the list of all its values. */
  task: string;
  /** The value that it must have. */
  value: unknown;
  /** @default "return_value" */
  key?: string;
}

/** How values are compared and shown. */
export interface ValueOptions {
  /** @default strictly equal all the way down */
  equals?: (actual: unknown, expected: unknown) => boolean;
  /** Shows a value, on one line or on several. @default as Node prints it, with the keys in order */
  show?: ShowValue;
}

/** Whether the task pushed that value. */
export function judgeXCom(
  run: RunData,
  { task, value, key = "return_value" }: ExpectedXCom,
  { equals = isDeepStrictEqual, show = showValue }: ValueOptions = {},
): Judgement {
  const tasks = findTask(run, task);
  if (tasks.length === 0) return unknownTask(run, task);
  const settled = isFinalRunState(run.state) || tasks.every(({ state }) => isFinalTaskState(state));
  const name = `the XCom ${key} of ${task} in ${runName(run)}`;
  if (run.xcoms === null) {
    const message = `${name} is not known: the snapshot was taken without values\n  run({ xcoms: true }) reads them`;
    return { ok: false, settled: true, moot: true, message };
  }
  const found = valuesOf(run, task, key);
  if (found === undefined) return { ok: false, settled, message: `${name} is not there${whatThereIs(run, task, key)}` };
  const ok = equals(found.value, value);
  if (ok) return { ok, settled: true, message: `${name} is ${shorten(show(found.value, true), 200, "…")}` };
  const text = diffValues(value, found.value, show);
  return { ok, settled, message: text.includes("\n") ? `${name} differs\n\n${text}` : `${name}: ${text}` };
}

/** The value, or for a mapped task the values of its instances in their order, as the tasks after it get them. */
function valuesOf({ xcoms, tasks }: RunData, task: string, key: string): { value: unknown } | undefined {
  const own = xcoms?.[task];
  if (own && Object.hasOwn(own, key)) return { value: own[key] };
  const instances = tasks.filter(({ taskId, mapIndex }) => taskId === task && mapIndex >= 0);
  const values = instances
    .toSorted((a, b) => a.mapIndex - b.mapIndex)
    .flatMap((one) => {
      const pushed = xcoms?.[taskLabel(one)];
      return pushed && Object.hasOwn(pushed, key) ? [pushed[key]] : [];
    });
  return values.length > 0 ? { value: values } : undefined;
}

function whatThereIs(run: RunData, task: string, key: string): string {
  const labels = new Set(findTask(run, task).map(taskLabel));
  const keys = new Set([...labels].flatMap((label) => Object.keys(run.xcoms?.[label] ?? {})));
  if (keys.size > 0) return `${didYouMean(key, keys)}\n  its keys: ${listed([...keys])}`;
  const pushed = Object.keys(run.xcoms ?? {}).filter((label) => Object.keys(run.xcoms?.[label] ?? {}).length > 0);
  const none = `; ${task} pushed none and was ${statesOf(findTask(run, task))} (a task that returns None pushes none)`;
  return `${none}\n  tasks with XComs: ${listed(pushed)}`;
}
