import { freeze } from "./freeze.ts";
import type { RunData } from "./run-data.ts";
import { type Timeline, timeline } from "./timeline.ts";

/** {@link RunData} of a run with its timeline. Safe to print, and to keep after the cluster is gone. */
export interface RunSnapshot extends RunData {
  /** Made from the tasks when it is first asked for; not part of what is printed or written as JSON. */
  readonly timeline: Timeline;
}

/** Freezes the data of a run and gives it its timeline. */
export function toSnapshot(data: RunData): RunSnapshot {
  let line: Timeline | undefined;
  const get = () => {
    line ??= timeline(data);
    return line;
  };
  return freeze(Object.defineProperty({ ...data }, "timeline", { get, enumerable: false })) as RunSnapshot;
}
