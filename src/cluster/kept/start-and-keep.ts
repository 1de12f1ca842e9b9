import type { Engine } from "../../engine/engine.ts";
import { boot } from "../boot.ts";
import { consumersOf } from "../component-steps.ts";
import type { BootOptions } from "../guarded-boot.ts";
import type { ClusterPlan } from "../plan.ts";
import type { StartedAirflowCluster } from "../started-airflow-cluster.ts";
import { type KeptEntry, startingEntry } from "./entry.ts";
import { holdKept } from "./hold-kept.ts";
import { removeKept } from "./remove-kept.ts";
import type { KeptStore } from "./store.ts";
import type { Turn } from "./take-turn.ts";
import { USER } from "./user.ts";

/**
 * Starts a cluster and keeps it. That it is about to be started is written down before: whatever of it is left when this
 * process is killed in between is removed by the next command, if no reaper has done it.
 */
export async function startAndKeep(
  engine: Engine,
  store: KeptStore,
  { name, project, fingerprint, stored }: Turn,
  plan: ClusterPlan,
  { idle, warnings, ...options }: BootOptions & { idle: number; warnings: readonly string[] },
): Promise<StartedAirflowCluster> {
  // One that was up and is replaced is up again.
  const offered = stored?.phase === "up" && stored.offered;
  const { hash } = fingerprint;
  const starting = startingEntry({ id: plan.id, engine: engine.id, idle, fingerprint: hash, project, offered });
  store.write(name, starting);
  let release = async () => {};
  try {
    const kept = { folder: store.folder, name, keeper: store.keeper };
    const cluster = await boot({ ...plan, kept }, options, (booted) => {
      const state = { ...booted, boot: { ...booted.boot, warnings: [...warnings, ...booted.boot.warnings] } };
      const { workers } = plan.options;
      const queues = [...new Set(workers.flatMap((group) => group.queues))];
      const consumers = Object.fromEntries(consumersOf(queues, workers));
      const entry: KeptEntry = { ...starting, phase: "up", parts: fingerprint.parts, consumers, cluster: state };
      store.write(name, entry);
      release = holdKept(store, name, idle, engine);
      return { state, release };
    });
    await cluster.use(USER);
    return cluster;
  } catch (error) {
    await release();
    store.write(name, starting);
    // It is gone already, unless that failed too; then the next command tries again.
    await removeKept(engine, store, name).catch(() => {});
    throw error;
  }
}
