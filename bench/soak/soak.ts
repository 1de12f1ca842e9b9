import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { AirflowCluster, HarnessError, type StartedAirflowCluster } from "../../src/index.ts";
import { errorLines } from "../../suites/support/error-lines.ts";
import { spread } from "../spread.ts";

/** Every so many resets a task is left running, to be stopped. */
const LEFT_EVERY = 10;

/** What a soak found. */
export interface SoakReport {
  readonly resets: number;
  /** Seconds of each reset with nothing running. */
  readonly quiet: readonly number[];
  /** Seconds of each reset that had to stop a task. */
  readonly stopping: readonly number[];
  /** Seconds of each run of one small task. */
  readonly runs: readonly number[];
  /** Lines that tell of errors, in the logs of the components. */
  readonly errors: readonly string[];
  /** Components that were restarted. */
  readonly restarts: Readonly<Record<string, number>>;
}

/**
 * Resets one cluster many times, each time after a run.
 * @param tell told of the progress
 * @throws HarnessError where a run does not succeed or a reset fails
 */
export async function soak(resets: number, tell: (text: string) => void, signal: AbortSignal): Promise<SoakReport> {
  const dags = fileURLToPath(new URL("./dags", import.meta.url));
  tell("starting a cluster");
  const cluster = await new AirflowCluster({ dags, workers: [{ replicas: 2, concurrency: 2 }], redis: true }).start({
    signal,
  });
  try {
    const report = { quiet: [] as number[], stopping: [] as number[], runs: [] as number[] };
    const earlier = await errorLines(cluster);
    for (let count = 1; count <= resets; count++) {
      signal.throwIfAborted();
      report.runs.push(await run(cluster, count, signal));
      const leave = count % LEFT_EVERY === 0;
      if (leave) await leaveRunning(cluster, signal);
      const { seconds, stopped } = await cluster.reset({ signal });
      if (stopped.length !== (leave ? 1 : 0))
        throw unexpected(
          count,
          stopped.map(({ dagId }) => dagId),
        );
      (leave ? report.stopping : report.quiet).push(seconds);
      if (count % LEFT_EVERY === 0) tell(progress(count, report.quiet.slice(1 - LEFT_EVERY), seconds));
    }
    const errors = (await errorLines(cluster)).slice(earlier.length);
    return { resets, ...report, errors, restarts: await cluster.restarts() };
  } finally {
    await cluster.stop();
  }
}

async function run(cluster: StartedAirflowCluster, count: number, signal: AbortSignal): Promise<number> {
  const begun = performance.now();
  const { state } = await cluster.dag("quick").run({ signal });
  if (state === "success") return (performance.now() - begun) / 1000;
  throw new HarnessError("AT_TIMEOUT", `run ${count} did not succeed`, { expected: "success", observed: state });
}

async function leaveRunning(cluster: StartedAirflowCluster, signal: AbortSignal): Promise<void> {
  const { dagId, runId } = await cluster.dag("endless").trigger();
  for (;;) {
    const tasks = await cluster.api.taskInstances(dagId, runId, { signal });
    if (tasks.some(({ state }) => state === "running")) return;
    await sleep(200, undefined, { signal });
  }
}

function unexpected(count: number, stopped: readonly string[]): HarnessError {
  return new HarnessError("AT_TIMEOUT", `reset ${count} did not find what was left running`, {
    observed: stopped.join(", ") || "nothing was running",
  });
}

function progress(count: number, quiet: readonly number[], stopping: number): string {
  const { median, max } = spread(quiet);
  return `${count} resets; the last ${quiet.length}: median ${median} s, at most ${max} s; one that stopped a task: ${stopping} s`;
}
