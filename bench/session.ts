import { HarnessError } from "../src/base/harness-error.ts";
import { until } from "../src/base/until.ts";
import { DagHandle } from "../src/cluster/dag-handle.ts";
import { runsNeeded, type ScenarioName, type Times } from "./scenario.ts";
import type { Side, Started, Tell } from "./side.ts";

const DAG = "fan_out";

/**
 * Measures one life of a cluster. Both sides are watched by the same client at the same intervals.
 * @throws HarnessError where the cluster does not start or a run does not succeed
 */
export async function measure(
  side: Side,
  wanted: readonly ScenarioName[],
  signal: AbortSignal,
  tell: Tell,
): Promise<Times> {
  const prepared = await side.prepare(signal);
  const times: { -readonly [K in keyof Times]: number } = {};
  const begun = performance.now();
  try {
    tell("starting");
    const cluster = await prepared.start(tell);
    await triggerable(cluster, signal);
    times["ready-cold"] = secondsSince(begun);
    tell(`ready after ${times["ready-cold"].toFixed(1)} s`);
    for (const name of (["first-run", "warm-run"] as const).slice(0, runsNeeded(wanted))) {
      tell(`waiting for a run of ${DAG}`);
      const from = name === "first-run" ? begun : performance.now();
      await run(cluster, side.name, signal);
      times[name] = secondsSince(from);
      tell(`${name}: ${times[name].toFixed(1)} s`);
    }
    const stopped = performance.now();
    tell("removing everything");
    await cluster.stop();
    times.stop = secondsSince(stopped);
    tell(`gone after ${times.stop.toFixed(1)} s`);
    return times;
  } finally {
    await prepared.clean();
  }
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

async function run({ api }: Started, side: string, signal: AbortSignal): Promise<void> {
  const { runId, state, tasks } = await new DagHandle({ api }, DAG).run({ signal, within: 300_000, xcoms: false });
  if (state === "success") return;
  throw new HarnessError("AT_TIMEOUT", `${side}: run ${runId} did not succeed`, {
    expected: "success",
    observed: `${state}: ${tasks.map((task) => `${task.taskId} ${task.state}`).join(", ")}`,
  });
}

function secondsSince(moment: number): number {
  return (performance.now() - moment) / 1000;
}
