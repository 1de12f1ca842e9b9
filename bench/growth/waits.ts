import { setTimeout as sleep } from "node:timers/promises";
import { handleContext } from "../../src/cluster/cluster-context.ts";
import { RunHandle } from "../../src/cluster/run-handle.ts";
import type { StartedAirflowCluster } from "../../src/index.ts";
import { secondsSince } from "../seconds-since.ts";
import { spread } from "../spread.ts";
import { secondsAfter } from "../warm/delay.ts";
import { useGrowingCluster } from "./growing-cluster.ts";
import type { Growth, GrowthJob, Point } from "./growth.ts";

/** For so long nothing happens but waiting. */
const QUIET_MS = 10_000;
/** Afterwards nobody waits any longer. */
const LIMIT_S = 120;

/** Waits for more and more runs at once. */
export const waits: Growth = {
  name: "waits",
  what: `so many waits at once: our load while nothing happens for ${QUIET_MS / 1000} s, and from the end of a run, as Airflow's database has it, until its wait returns`,
  of: "wait",
  sizes: [1, 10, 100],
  figures: [
    { title: "our load", unit: "cores" },
    { title: "median delay", unit: "s" },
    { title: "longest delay", unit: "s" },
  ],
  measure: (sizes, job) =>
    useGrowingCluster(job, async (cluster) => {
      const points = [];
      for (const size of sizes) {
        await cluster.reset();
        job.tell(`waiting for ${size}`);
        points.push(await waitFor(cluster, size, job));
      }
      return points;
    }),
};

/**
 * The runs do not begin before their DAG is unpaused, and end at once then: no worker has to do with them. The database is
 * told, since so many waits may leave the API no time for anything else.
 */
async function waitFor(cluster: StartedAirflowCluster, size: number, { signal }: GrowthJob): Promise<Point> {
  const { api, postgres } = cluster;
  const pause = (paused: boolean) => postgres.query("update dag set is_paused = $1 where dag_id = 'ending'", [paused]);
  const enough = new AbortController();
  const either = AbortSignal.any([signal, enough.signal]);
  await pause(true);
  try {
    const runs: RunHandle[] = [];
    // A handle refuses to trigger a DAG that is paused.
    while (runs.length < size)
      runs.push(new RunHandle(handleContext(cluster, {}), await api.trigger("ending", {}, { signal })));
    const delays: number[] = [];
    const all = Promise.all(
      runs.map(async (run) => {
        const { end } = await run.waitFor("success", { signal: either });
        delays.push(secondsAfter(end, Date.now()));
      }),
    );
    all.catch(() => {});
    const [begun, before] = [performance.now(), process.cpuUsage()];
    await sleep(QUIET_MS, undefined, { signal });
    const { user, system } = process.cpuUsage(before);
    const load = (user + system) / 1e6 / secondsSince(begun);
    await pause(false);
    await Promise.race([all, sleep(LIMIT_S * 1000, undefined, { signal: either })]);
    return pointOf(size, load, delays);
  } finally {
    enough.abort();
  }
}

/** Waits that have not returned count as long as the limit. */
function pointOf(size: number, load: number, delays: readonly number[]): Point {
  const missing = size - delays.length;
  const { median, max } = spread([...delays, ...Array<number>(missing).fill(LIMIT_S)]);
  const note = `${missing} waits had not returned after ${LIMIT_S} s, and count as that long`;
  return { size, values: [load, median, max], note: missing > 0 ? note : undefined };
}
