import { connectEngine } from "../../engine/connect-engine.ts";
import type { Engine } from "../../engine/engine.ts";
import { type BootEvent, BootGraph } from "../boot-graph.ts";
import type { BootTimes } from "../cluster-state.ts";
import type { BootOptions } from "../guarded-boot.ts";
import type { ClusterPlan } from "../plan.ts";
import type { StartedAirflowCluster } from "../started-airflow-cluster.ts";
import type { KeptEntry } from "./entry.ts";
import type { Find } from "./find-kept.ts";
import type { KeptStore } from "./store.ts";
import { sweepKept } from "./sweep-kept.ts";
import { type Turn, takeTurn } from "./take-turn.ts";
import type { Use } from "./use-kept.ts";

/** What is done about kept clusters. */
interface Manner {
  readonly store: KeptStore;
  readonly find: Find;
  /** Uses what was found. @returns undefined where it cannot be had now */
  use(engine: Engine, entry: KeptEntry, how: Use): Promise<StartedAirflowCluster | undefined>;
  /** Starts a cluster instead, still in the turn. */
  start(engine: Engine, turn: Turn, warnings: readonly string[]): Promise<StartedAirflowCluster>;
}

/** Looks for a kept cluster of the plan's shape, as the first step of a start, and uses it or starts one. */
export async function lookForKept(
  plan: ClusterPlan,
  { signal, onEvent = () => {}, onSteps = () => {} }: BootOptions,
  { store, find, use, start }: Manner,
): Promise<StartedAirflowCluster> {
  const graph = new BootGraph();
  // Filled when the step has ended, which is after the cluster has been given it.
  const times: { -readonly [K in keyof BootTimes]: BootTimes[K] } = { seconds: 0, steps: [], warnings: [] };
  let turn: Turn | undefined;
  let cluster: StartedAirflowCluster | undefined;
  const step = graph.add("reuse", [], async (context) => {
    const engine = await connectEngine();
    turn = await takeTurn(engine, store, plan, context);
    const entry = await find(engine, store, turn, context);
    if (entry) {
      onSteps(graph.outline, entry.id);
      for (const warning of engine.warnings) context.warn(warning);
      cluster = await use(engine, entry, { ...context, name: turn.name, times });
    }
    void sweepKept(store, async () => engine).catch(() => {});
    return engine;
  });
  // Where a cluster must be started, this step is only the beginning, and does not end in what is shown.
  const tell = (event: BootEvent) => (event.type === "end" && !cluster ? undefined : onEvent(event));
  try {
    const { seconds, times: steps, warnings, value } = await graph.run({ signal, onEvent: tell });
    Object.assign(times, { seconds, steps, warnings });
    return cluster ?? (await start(value(step), turn as Turn, warnings));
  } finally {
    await turn?.release();
  }
}
