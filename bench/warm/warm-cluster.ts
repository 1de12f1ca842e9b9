import { cp, mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AirflowCluster, StartedAirflowCluster } from "../../src/index.ts";
import { type Job, titled } from "../job.ts";
import { withDisplay } from "../with-display.ts";

/** A cluster that works and is kept, as a developer has it between two runs of tests. */
export interface WarmCluster {
  readonly cluster: StartedAirflowCluster;
  /** Its DAG folder, in which files may be changed. */
  readonly dags: string;
  /** Variables with which other processes find it. */
  readonly env: Readonly<Record<string, string>>;
}

/** Starts and keeps a cluster, remembered in a folder of its own, and removes it after its use. */
export async function useWarmCluster(job: Job, use: (warm: WarmCluster) => Promise<void>): Promise<void> {
  const root = await realpath(await mkdtemp(join(tmpdir(), "airflow-bench-")));
  const dags = join(root, "dags");
  const env = { AIRFLOW_TESTCONTAINERS_STATE_DIR: join(root, "state"), AIRFLOW_TESTCONTAINERS_REUSE: "1" };
  const before = Object.keys(env).map((name) => [name, process.env[name]] as const);
  let cluster: StartedAirflowCluster | undefined;
  try {
    await cp(join(import.meta.dirname, "dags"), dags, { recursive: true });
    Object.assign(process.env, env);
    titled(job, "warm cluster").tell("starting");
    const started = await withDisplay(new AirflowCluster({ dags, reuse: true }), { signal: job.signal });
    cluster = await StartedAirflowCluster.connect(started.state);
    // Whoever started it holds it, and processes that attach would not reset it.
    await started.stop({ remove: false });
    await use({ cluster, dags, env });
  } finally {
    try {
      await cluster?.stop({ remove: true });
    } finally {
      for (const [name, value] of before) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
      await rm(root, { recursive: true, force: true });
    }
  }
}
