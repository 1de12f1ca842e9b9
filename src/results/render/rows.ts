import { byLabel } from "../task-label.ts";
import type { Timeline, TimelineAttempt } from "../timeline.ts";

/** A row of the chart: one task with its attempts, many instances of a mapped task, or a task that did not run. */
export interface Row {
  readonly label: string;
  readonly state: string | null;
  readonly attempts: readonly TimelineAttempt[];
  /** How many instances the row stands for, where it stands for several. */
  readonly instances: number | null;
}

const statesByWeight = ["failed", "upstream_failed", "up_for_retry", "running", "queued", "scheduled", "skipped"];

/** Rows by start, at most so many; instances of mapped tasks share a row where there are too many. */
export function rowsOf(timeline: Timeline, most: number): { rows: Row[]; left: number } {
  const single = [...Map.groupBy(timeline.attempts, ({ label }) => label)].map(([label, attempts]) => ({
    ...{ label, attempts, state: newest(attempts).state, instances: null },
  }));
  const idle = timeline.notRun.map(({ label, state }) => ({ label, state, attempts: [], instances: null }));
  const all: Row[] = [...single.sort(byStart), ...idle.sort((a, b) => byLabel(a.label, b.label))];
  const rows = all.length > most ? grouped(all) : all;
  return rows.length > most ? { rows: rows.slice(0, most - 1), left: rows.length - most + 1 } : { rows, left: 0 };
}

function newest(attempts: readonly TimelineAttempt[]): TimelineAttempt {
  return attempts.find(({ last }) => last) ?? (attempts.at(-1) as TimelineAttempt);
}

function byStart(a: Row, b: Row): number {
  const startOf = ({ attempts }: Row) => attempts[0]?.start ?? 0;
  return startOf(a) - startOf(b) || byLabel(a.label, b.label);
}

/** Rows of the same mapped task become one, where the first of them was. */
function grouped(rows: readonly Row[]): Row[] {
  return [...Map.groupBy(rows, ({ label }) => label.replace(/\[\d+\]$/, "[]"))].map(([label, members]) => {
    if (members.length < 2 || !label.endsWith("[]")) return members[0] as Row;
    const attempts = members.flatMap((member) => member.attempts).sort((a, b) => a.start - b.start);
    const states = new Set(members.map(({ state }) => state));
    const state = statesByWeight.find((one) => states.has(one)) ?? members[0]?.state ?? null;
    return { label: `${label.slice(0, -2)}[${members.length}]`, state, attempts, instances: members.length };
  });
}
