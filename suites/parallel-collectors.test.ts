import {
  AirflowCluster,
  judgeParallel,
  type RunSnapshot,
  renderTimeline,
  type StartedAirflowCluster,
  timeline,
} from "airflow-testcontainers";
import { generateLogs, pipelineCluster, pushLogs } from "airflow-testcontainers/fixtures";
import { beforeAll, describe, expect, it } from "vitest";
import { sharedCluster } from "./support/cluster.ts";
import { collectorResults, collectors } from "./support/collector-results.ts";

const tasks = /^collector_/;
const wanted = { tasks, atLeast: collectors.length, workers: 2 };

/** Runs the pipeline on some logs. */
async function collect(cluster: StartedAirflowCluster, seed: number): Promise<RunSnapshot> {
  await pushLogs(await cluster.redis.hostUri(), generateLogs({ seed, count: 200 }));
  return cluster.dag("collect_logs").run();
}

describe("the collectors on two workers", () => {
  let cluster: StartedAirflowCluster;
  let run: RunSnapshot;
  let workers: string[];
  beforeAll(async () => {
    cluster = await sharedCluster();
    workers = cluster.componentsOf("worker").map(({ alias }) => alias);
    run = await collect(cluster, 101);
  });

  it("ran all at one moment, on both workers", () => {
    expect(run.state).toBe("success");
    expect(judgeParallel(run, wanted)).toMatchObject({ ok: true, max: collectors.length, workers: 2 });
  });

  it("have intervals that overlap, each in a process of its own", () => {
    const { allAtOnce, attempts, processes, ...line } = timeline(run, { tasks });
    expect(attempts.map(({ taskId }) => taskId).sort()).toEqual(collectors);
    expect(allAtOnce).toBeGreaterThan(0);
    expect(processes).toHaveLength(collectors.length);
    expect(line.workers).toEqual(workers);
  });

  it("met before they began: each knows the same five processes, on both workers", async () => {
    const results = await collectorResults(cluster, run);
    const { came } = results.collector_1 ?? {};
    expect(Object.keys(came ?? {}).sort()).toEqual(collectors);
    for (const result of Object.values(results)) expect(result.came).toEqual(came);

    const processes = Object.values(came ?? {});
    expect(new Set(processes).size).toBe(collectors.length);
    expect([...new Set(processes.map((process) => process.split(":")[0]))].sort()).toEqual(workers);
  });
});

describe("control: the collectors on one worker with one slot", () => {
  it("do not pass, and the message shows their timeline", { timeout: 400_000 }, async () => {
    const options = pipelineCluster({ workers: [{ concurrency: 1 }], environment: { rendezvousSeconds: 2 } });
    await using cluster = await new AirflowCluster({ ...options, triggerer: false, flower: false }).start();
    const run = await collect(cluster, 102);

    expect(run.state).toBe("failed");
    const { ok, message } = judgeParallel(run, wanted);
    expect(ok).toBe(false);
    expect(message).toContain("should have run at least 5 at once on 2 workers, but ran at most 1, on 1 worker");
    expect(message).toContain(renderTimeline(run, { tasks }));
    for (const collector of collectors) expect(message).toMatch(new RegExp(`^. ${collector} .*worker-1`, "m"));

    const reasons = await cluster.api.log({ ...run, taskId: "collector_1" }, 1);
    expect(reasons.lines.join("\n")).toContain("only 1 of 5 collectors met at the start within 2 s");
  });
});
