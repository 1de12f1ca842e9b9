import { HarnessError } from "../../src/base/harness-error.ts";
import { until } from "../../src/base/until.ts";
import type { Job } from "../job.ts";
import { secondsSince } from "../seconds-since.ts";
import type { Side, Started } from "./side.ts";

const DAG = "fan_out";

/** What one life of a cluster took, in seconds. What nobody wants is left out. */
export interface Life {
  readonly ready: number;
  readonly firstRun?: number;
  readonly warmRun?: number;
  readonly stop: number;
  /** Right after it was ready; undefined for a side that does not tell. */
  readonly used?: Used;
}

/** What a cluster has used. */
interface Used {
  /** Processor time of its containers, and of this process since the start, in seconds. */
  readonly cpuSeconds: number;
  /** Memory of its containers, in bytes. */
  readonly memoryBytes: number;
}

/**
 * Measures one life of a cluster. Both sides are watched by the same client at the same intervals.
 * @throws HarnessError where the cluster does not start or a run does not succeed
 */
export async function measureLife(side: Side, { wanted, signal, tell }: Job): Promise<Life> {
  const prepared = await side.prepare(signal);
  const begun = performance.now();
  const own = process.cpuUsage();
  try {
    tell("starting");
    const cluster = await prepared.start(tell);
    await triggerable(cluster, signal);
    const ready = secondsSince(begun);
    tell(`ready after ${ready.toFixed(1)} s`);
    const used = await usedBy(cluster, own);
    let [firstRun, warmRun]: (number | undefined)[] = [];
    if (wanted.has("first-run") || wanted.has("warm-run")) {
      await run(cluster, side.name, signal);
      firstRun = secondsSince(begun);
      tell(`the first run has succeeded after ${firstRun.toFixed(1)} s`);
    }
    if (wanted.has("warm-run")) {
      const triggered = performance.now();
      await run(cluster, side.name, signal);
      warmRun = secondsSince(triggered);
      tell(`the second run took ${warmRun.toFixed(1)} s`);
    }
    const asked = performance.now();
    await cluster.stop();
    const stop = secondsSince(asked);
    tell(`removed in ${stop.toFixed(1)} s`);
    return { ready, firstRun, warmRun, stop, used };
  } finally {
    await prepared.clean();
  }
}

async function usedBy(cluster: Started, before: NodeJS.CpuUsage): Promise<Used | undefined> {
  if (!cluster.usage) return undefined;
  const { user, system } = process.cpuUsage(before);
  const containers = Object.values(await cluster.usage());
  return {
    cpuSeconds: containers.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, (user + system) / 1e6),
    memoryBytes: containers.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0),
  };
}

async function triggerable({ api }: Started, signal: AbortSignal): Promise<void> {
  const probe = async (look: AbortSignal) => {
    const dag = (await api.dags({}, { signal: look })).find(({ id }) => id === DAG);
    if (dag && !dag.paused) return { ready: true as const, value: undefined };
    return { ready: false as const, saw: dag ? "it is paused" : "it is not in the list" };
  };
  await until(probe, {
    timeoutMs: 120_000,
    intervalMs: 100,
    signal,
    onTimeout: (saw) => new HarnessError("AT_NOT_READY", `${DAG} cannot be triggered`, { observed: saw }),
  });
}

async function run(cluster: Started, side: string, signal: AbortSignal): Promise<void> {
  const { runId, state, tasks } = await cluster.dag(DAG).run({ signal, within: 300_000, xcoms: false });
  if (state === "success") return;
  throw new HarnessError("AT_TIMEOUT", `${side}: run ${runId} did not succeed`, {
    expected: "success",
    observed: `${state}: ${tasks.map((task) => `${task.taskId} ${task.state}`).join(", ")}`,
  });
}
