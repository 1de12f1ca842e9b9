import { connectEngine } from "../../engine/connect-engine.ts";
import { boot } from "../boot.ts";
import { type BootEvent, BootGraph } from "../boot-graph.ts";
import type { BootTimes } from "../cluster-state.ts";
import type { BootOptions } from "../guarded-boot.ts";
import type { ClusterPlan } from "../plan.ts";
import type { StartedAirflowCluster } from "../started-airflow-cluster.ts";
import { findKept, type Turn } from "./find-kept.ts";
import type { Reuse } from "./reuse-wanted.ts";
import { startAndKeep } from "./start-and-keep.ts";
import { KeptStore } from "./store.ts";
import { sweepKept } from "./sweep-kept.ts";
import { useKept } from "./use-kept.ts";

/**
 * Uses the kept cluster of the plan's shape, or starts one and keeps it. Two processes at once get the same.
 * @throws HarnessError as {@link boot}; `AT_STATE` where the folder of kept clusters cannot be used
 */
export async function startKept(
  plan: ClusterPlan,
  { idle }: Reuse,
  options: BootOptions,
): Promise<StartedAirflowCluster> {
  const { signal, onEvent = () => {}, onSteps = () => {} } = options;
  const store = new KeptStore();
  const graph = new BootGraph();
  // Filled when the step has ended, which is after the cluster has been given it.
  const times: { -readonly [K in keyof BootTimes]: BootTimes[K] } = { seconds: 0, steps: [], warnings: [] };
  let turn: Turn | undefined;
  const step = graph.add("reuse", [], async (context) => {
    const engine = await connectEngine();
    turn = await findKept(engine, store, plan, context);
    const sweep = () => void sweepKept(store, async () => engine).catch(() => {});
    if (!turn.entry) {
      sweep();
      return { engine };
    }
    onSteps(graph.outline, turn.entry.id);
    for (const warning of engine.warnings) context.warn(warning);
    const cluster = await useKept(engine, store, turn.entry, plan, { ...context, idle, name: turn.name, times });
    sweep();
    return { engine, cluster };
  });
  // Where a cluster must be started, this step is only the beginning, and does not end in what is shown.
  const tell = (event: BootEvent) => (event.type === "end" && !turn?.entry ? undefined : onEvent(event));
  try {
    const { seconds, times: steps, warnings, value } = await graph.run({ signal, onEvent: tell });
    Object.assign(times, { seconds, steps, warnings });
    const { engine, cluster } = value(step);
    return cluster ?? (await startAndKeep(engine, store, turn as Turn, plan, { ...options, idle, warnings }));
  } finally {
    await turn?.release();
  }
}
