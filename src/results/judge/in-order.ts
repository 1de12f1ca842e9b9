import { HarnessError } from "../../base/harness-error.ts";
import { attemptsOf } from "../attempts.ts";
import { microsOf } from "../instant.ts";
import { type RenderOptions, renderTimeline } from "../render/render-timeline.ts";
import { formatSeconds } from "../render/seconds.ts";
import { isFinalRunState, isFinalTaskState, type RunData } from "../run-data.ts";
import { timeline } from "../timeline.ts";
import { findTask, unknownTask } from "./find-task.ts";
import type { Judgement } from "./judgement.ts";
import { runName, statesOf } from "./words.ts";

/** From the first start of a task to its last end, over all its tries and instances, in microseconds since 1970. */
interface Span {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  /** Whether nothing of it is still to come. */
  readonly ended: boolean;
}

/**
 * Whether each of the tasks started after the one before it had ended, all their tries and instances included.
 * @throws HarnessError `AT_USAGE` for fewer than two tasks, or one that is named twice
 */
export function judgeInOrder(run: RunData, ids: readonly string[], look: RenderOptions = {}): Judgement {
  if (ids.length < 2 || new Set(ids).size < ids.length) {
    throw new HarnessError("AT_USAGE", "an order needs two tasks or more, each named once", {
      observed: ids.join(", "),
    });
  }
  const unknown = ids.find((id) => findTask(run, id).length === 0);
  if (unknown !== undefined) return unknownTask(run, unknown);
  const spans = ids.map((id) => spanOf(run, id));
  const faults = spans.flatMap((span, i) => (typeof span === "string" ? span : (overlap(span, spans[i + 1]) ?? [])));
  const broken = spans.some((span, i) => typeof span !== "string" && overlap(span, spans[i + 1]) !== undefined);
  const picture = renderTimeline(timeline(run, { tasks: ids }), look);
  const ended = isFinalRunState(run.state);
  if (faults.length === 0) {
    const settled = ended || spans.slice(0, -1).every((span) => typeof span !== "string" && span.ended);
    return { ok: true, settled, message: `${ids.join(", ")} ran one after the other\n\n${picture}` };
  }
  const title = `${runName(run)} should have run ${ids.join(", ")} one after the other, but`;
  const lines = faults.length === 1 ? [`${title} ${faults[0]}`] : [title, ...faults.map((fault) => `  ${fault}`)];
  return { ok: false, settled: ended || broken, message: `${lines.join("\n")}\n\n${picture}` };
}

/** The span, or in words that there is none. */
function spanOf(run: RunData, id: string): Span | string {
  const tasks = findTask(run, id);
  const ran = attemptsOf(run, tasks);
  // An EmptyOperator succeeds without a worker.
  const passed = tasks.filter(
    ({ state, hostname, start }) => state === "success" && hostname === null && start !== null,
  );
  const moments = [
    ...ran.map(({ from, to }) => [from, to] as const),
    ...passed.map(({ start, end }) => [microsOf(start as string), microsOf(end ?? (start as string))] as const),
  ];
  if (moments.length === 0) return `${id} did not run: ${statesOf(tasks)}`;
  const from = moments.reduce((least, [start]) => Math.min(least, start), Number.POSITIVE_INFINITY);
  const to = moments.reduce((most, [, end]) => Math.max(most, end), Number.NEGATIVE_INFINITY);
  return { id, from, to, ended: tasks.every(({ state }) => isFinalTaskState(state)) };
}

function overlap(before: Span, after: Span | string | undefined): string | undefined {
  if (after === undefined || typeof after === "string" || after.from >= before.to) return undefined;
  return `${after.id} started ${formatSeconds((before.to - after.from) / 1e6)} before ${before.id} had ended`;
}
