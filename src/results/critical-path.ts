import { microsOf } from "./instant.ts";
import type { RunData, TaskInstanceSnapshot } from "./run-data.ts";
import { taskLabel } from "./task-label.ts";

/** A task on the critical path. */
export interface PathStep {
  /** The task as it is shown. */
  readonly label: string;
  /** How long it ran, from its first attempt's start to its last one's end. */
  readonly seconds: number;
  /** From the end of the step before it to its start: scheduling, waiting for a slot. */
  readonly waited: number;
}

interface Node {
  readonly task: TaskInstanceSnapshot;
  readonly from: number;
  readonly to: number;
}

/**
 * The chain that ends with the task that ended last; before each step the one of its upstream tasks that ended last.
 * Empty where the run's edges are not known.
 */
export function criticalPath(run: RunData): PathStep[] {
  const { downstream } = run;
  if (!downstream) return [];
  const nodes = run.tasks.flatMap((task) => nodeOf(task, microsOf(run.takenAt)) ?? []);
  nodes.sort((a, b) => a.to - b.to);
  const before = predecessors(downstream, nodes);
  const seen = new Set<Node>();
  const path: Node[] = [];
  for (let node = nodes.findLast(isStep); node && !seen.has(node); node = before(node)) {
    seen.add(node);
    if (isStep(node)) path.unshift(node);
  }
  return path.map((node, i) => ({
    label: taskLabel(node.task),
    seconds: (node.to - node.from) / 1e6,
    waited: i === 0 ? 0 : (node.from - (path[i - 1] as Node).to) / 1e6,
  }));
}

/** What no worker had, such as an EmptyOperator, only connects the others. */
function isStep({ task, from, to }: Node): boolean {
  return to > from && task.hostname !== null;
}

function nodeOf(task: TaskInstanceSnapshot, now: number): Node | undefined {
  const first = task.earlierTries.find(({ start }) => start !== null)?.start ?? task.start;
  if (!first) return undefined;
  const from = microsOf(first);
  const to = task.state === "running" ? now : microsOf(task.end ?? first);
  return Number.isNaN(from) || Number.isNaN(to) ? undefined : { task, from, to: Math.max(from, to) };
}

function predecessors(
  downstream: Readonly<Record<string, readonly string[]>>,
  nodes: readonly Node[],
): (node: Node) => Node | undefined {
  const byTask = Map.groupBy(nodes, ({ task }) => task.taskId);
  const upstream = new Map<string, string[]>();
  for (const [id, after] of Object.entries(downstream)) {
    for (const next of after) upstream.set(next, [...(upstream.get(next) ?? []), id]);
  }
  return (node) =>
    (upstream.get(node.task.taskId) ?? [])
      .flatMap((id) => latestBefore(byTask.get(id) ?? [], node) ?? [])
      .reduce<Node | undefined>((latest, one) => (latest && latest.to >= one.to ? latest : one), undefined);
}

/** Of nodes ordered by their end, the last one that had ended when the given one began. */
function latestBefore(nodes: readonly Node[], { from, task }: Node): Node | undefined {
  let low = 0;
  for (let high = nodes.length; low < high; ) {
    const middle = (low + high) >> 1;
    if ((nodes[middle] as Node).to <= from) low = middle + 1;
    else high = middle;
  }
  const found = nodes[low - 1];
  return found?.task === task ? nodes[low - 2] : found;
}
