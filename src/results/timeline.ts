import { attemptsOf, type Ran } from "./attempts.ts";
import { criticalPath, type PathStep } from "./critical-path.ts";
import { freeze } from "./freeze.ts";
import { isoOf } from "./instant.ts";
import type { RunData, TaskInstanceSnapshot } from "./run-data.ts";
import { selectTasks, type TaskSelection } from "./select-tasks.ts";
import { type Level, peak, processName, runsAt, sweep } from "./sweep.ts";
import { taskLabel } from "./task-label.ts";

/** An attempt on the timeline; moments in seconds from {@link Timeline.from}. */
export interface TimelineAttempt {
  /** The task as it is shown: `load`, or `load[3]` for an instance of a mapped task. */
  readonly label: string;
  /** Id of the task. */
  readonly taskId: string;
  /** From 0 in a mapped task, else -1. */
  readonly mapIndex: number;
  /** From 1. */
  readonly tryNumber: number;
  /** Whether it is the newest attempt of its task. */
  readonly last: boolean;
  /** Airflow's state of the attempt; null where nothing was decided yet. */
  readonly state: string | null;
  /** Whether it had not ended when the snapshot was taken; `end` is that moment then. */
  readonly running: boolean;
  /** When it was queued; null where Airflow does not know. */
  readonly queued: number | null;
  /** When a worker began with it. */
  readonly start: number;
  /** When it ended. */
  readonly end: number;
  /** Name of the worker that ran it. */
  readonly worker: string;
  /** Process on its worker, as `worker:pid`. */
  readonly process: string;
}

/** When the tasks of a run ran, and beside what. */
export interface Timeline {
  /** Id of the DAG. */
  readonly dagId: string;
  /** Id of the run. */
  readonly runId: string;
  /** State of the run, such as `success`. */
  readonly runState: string;
  /** When the first chosen task was queued or started, in ISO 8601; null where no worker had any. */
  readonly from: string | null;
  /** When the last chosen task ended. */
  readonly to: string | null;
  /** Seconds from the first start to the last end. */
  readonly span: number;
  /** Seconds that the workers were busy, added up. */
  readonly busy: number;
  /** The attempts that a worker had, in the order of their starts. */
  readonly attempts: readonly TimelineAttempt[];
  /** Chosen tasks that no worker had. */
  readonly notRun: readonly {
    /** The task as it is shown. */
    readonly label: string;
    /** Airflow's state of it; null where nothing was decided yet. */
    readonly state: string | null;
  }[];
  /** What ran at once from a moment on, `at` in seconds from {@link Timeline.from}. */
  readonly levels: readonly Level[];
  /** Most attempts at once. */
  readonly max: number;
  /** First moment of the greatest concurrency on the most workers, in ISO 8601. */
  readonly maxAt: string | null;
  /** What ran in the moment {@link Timeline.maxAt}. */
  readonly atMax: {
    /** The attempts by their label. */
    readonly labels: readonly string[];
    /** Their workers, sorted. */
    readonly workers: readonly string[];
    /** Their processes, as `worker:pid`, sorted. */
    readonly processes: readonly string[];
  };
  /** Workers that ran any, sorted. */
  readonly workers: readonly string[];
  /** Processes that ran any, as `worker:pid`, sorted. */
  readonly processes: readonly string[];
  /** Seconds in which at least two ran. */
  readonly overlap: number;
  /** Seconds in which all of them ran, each task by its newest attempt. */
  readonly allAtOnce: number;
  /** Seconds from being queued to the start. */
  readonly waiting: {
    /** Of all attempts, added up. */
    readonly total: number;
    /** Of one attempt, on average. */
    readonly mean: number;
    /** The attempt that waited longest; null where none is known to have waited. */
    readonly longest: {
      /** The task as it is shown. */
      readonly label: string;
      /** How long it waited. */
      readonly seconds: number;
    } | null;
  };
  /** Of the whole run, whatever was chosen. */
  readonly criticalPath: readonly PathStep[];
}

/** Which part of a run a timeline shows. */
export interface TimelineOptions {
  /** @default all tasks */
  tasks?: TaskSelection;
}

/** Computes the timeline of a run, or of some of its tasks, in O(n log n). */
export function timeline(run: RunData, { tasks }: TimelineOptions = {}): Timeline {
  const chosen = selectTasks(run.tasks, tasks);
  const ran = attemptsOf(run, chosen);
  const origin = ran.reduce((least, { queued, from }) => Math.min(least, queued ?? from), Number.POSITIVE_INFINITY);
  const end = ran.reduce((most, { to }) => Math.max(most, to), Number.NEGATIVE_INFINITY);
  const levels = sweep(ran);
  const top = peak(levels);
  const busiest = top ? ran.filter((attempt) => runsAt(attempt, top.at)) : [];
  const seconds = (micros: number) => (micros - origin) / 1e6;
  return freeze<Timeline>({
    ...{ dagId: run.dagId, runId: run.runId, runState: run.state },
    from: ran.length > 0 ? isoOf(origin) : null,
    to: ran.length > 0 ? isoOf(end) : null,
    span: ran[0] ? (end - ran[0].from) / 1e6 : 0,
    busy: ran.reduce((sum, { from, to }) => sum + (to - from), 0) / 1e6,
    attempts: ran.map((attempt) => shown(attempt, seconds)),
    notRun: notRun(chosen, ran),
    levels: levels.map((level) => ({ ...level, at: seconds(level.at) })),
    max: top?.running ?? 0,
    maxAt: top ? isoOf(top.at) : null,
    atMax: { labels: busiest.map(({ label }) => label), ...placesOf(busiest) },
    ...placesOf(ran),
    overlap:
      levels.reduce((sum, { at, running }, i) => sum + (running > 1 ? (levels[i + 1]?.at ?? at) - at : 0), 0) / 1e6,
    allAtOnce: allAtOnce(ran, chosen.length) / 1e6,
    waiting: waitingOf(ran),
    criticalPath: criticalPath(run),
  });
}

function shown({ task, queued, from, to, pid, ...rest }: Ran, seconds: (micros: number) => number): TimelineAttempt {
  const { label, tryNumber, last, state, running, worker } = rest;
  return {
    ...{ label, taskId: task.taskId, mapIndex: task.mapIndex, tryNumber, last, state, running },
    queued: queued === null ? null : seconds(queued),
    start: seconds(from),
    end: seconds(to),
    worker,
    process: processName({ worker, pid }),
  };
}

function notRun(chosen: readonly TaskInstanceSnapshot[], ran: readonly Ran[]): Timeline["notRun"] {
  const had = new Set(ran.map(({ task }) => task));
  return chosen.filter((task) => !had.has(task)).map((task) => ({ label: taskLabel(task), state: task.state }));
}

function placesOf(ran: readonly Ran[]): { workers: string[]; processes: string[] } {
  const sorted = (names: string[]) => [...new Set(names)].sort();
  return { workers: sorted(ran.map(({ worker }) => worker)), processes: sorted(ran.map((one) => processName(one))) };
}

function allAtOnce(ran: readonly Ran[], tasks: number): number {
  const newest = ran.filter(({ last }) => last);
  if (newest.length === 0 || newest.length < tasks) return 0;
  const from = newest.reduce((most, one) => Math.max(most, one.from), Number.NEGATIVE_INFINITY);
  const to = newest.reduce((least, one) => Math.min(least, one.to), Number.POSITIVE_INFINITY);
  return Math.max(0, to - from);
}

function waitingOf(ran: readonly Ran[]): Timeline["waiting"] {
  const waits = ran.flatMap(({ label, queued, from }) =>
    queued === null ? [] : { label, seconds: (from - queued) / 1e6 },
  );
  const total = waits.reduce((sum, { seconds }) => sum + seconds, 0);
  const longest = waits.reduce<(typeof waits)[number] | null>((a, b) => (a && a.seconds >= b.seconds ? a : b), null);
  return { total, mean: waits.length > 0 ? total / waits.length : 0, longest };
}
