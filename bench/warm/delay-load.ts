import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../../src/base/until.ts";
import { HarnessError, type StartedAirflowCluster } from "../../src/index.ts";
import type { Job } from "../job.ts";
import { secondsSince } from "../seconds-since.ts";
import type { WarmCluster } from "./warm-cluster.ts";

const WINDOW_MS = 20_000;
const QUICK_WINDOW_MS = 3_000;
/** Each takes most of a minute, and looks at seconds of processor time. */
const MOST_REPETITIONS = 2;

/**
 * Measures what a wait adds to the load of the API server: its share of a core while a task runs and someone waits for
 * the run, less its share while the task runs and nobody waits. A task that runs sends heartbeats to the API server,
 * whether or not anyone waits for it.
 */
export async function measureDelayLoad({ cluster }: WarmCluster, job: Job): Promise<void> {
  const repetitions = Math.min(job.runs, MOST_REPETITIONS);
  const windowMs = job.quick ? QUICK_WINDOW_MS : WINDOW_MS;
  for (let repetition = 1; repetition <= repetitions; repetition++) {
    const handle = await cluster.dag("lasting").trigger({ signal: job.signal });
    await taskRuns(cluster, handle.runId, job.signal);
    await job.beforehand();
    const alone = await load(cluster, windowMs, job.signal);
    const enough = new AbortController();
    const wait = handle.waitFor("success", { signal: AbortSignal.any([enough.signal, job.signal]) });
    wait.catch(() => {});
    const waiting = await load(cluster, windowMs, job.signal);
    enough.abort();
    await wait.catch(() => {});
    await cluster.reset();
    job.tell(`${repetition} of ${repetitions}: ${waiting.toFixed(3)} cores with a wait, ${alone.toFixed(3)} without`);
    job.record("delay-load", { ours: waiting - alone });
  }
}

async function taskRuns(cluster: StartedAirflowCluster, runId: string, signal: AbortSignal): Promise<void> {
  const probe = async (look: AbortSignal) => {
    const [task] = await cluster.api.taskInstances("lasting", runId, { signal: look });
    if (task?.state === "running") return { ready: true as const, value: undefined };
    return { ready: false as const, saw: String(task?.state) };
  };
  const onTimeout = (saw: string) => new HarnessError("AT_TIMEOUT", "the task does not begin", { observed: saw });
  await until(probe, { timeoutMs: 60_000, signal, onTimeout });
}

/** Share of one core that the API server uses. */
async function load(cluster: StartedAirflowCluster, ms: number, signal: AbortSignal): Promise<number> {
  const { container } = cluster.component("api-server");
  const before = (await container.usage()).cpuSeconds;
  const begun = performance.now();
  await sleep(ms, undefined, { signal });
  const after = (await container.usage()).cpuSeconds;
  return (after - before) / secondsSince(begun);
}
