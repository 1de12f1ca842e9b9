import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Job } from "../../job.ts";
import { outsideEnvironment, runScript } from "../../run-script.ts";
import type { WarmCluster } from "../warm-cluster.ts";

const VITEST = fileURLToPath(new URL("./vitest.mjs", import.meta.resolve("vitest/package.json")));

/**
 * Measures how soon a test begins that uses a kept cluster, and the same test without a cluster. The folders `kept` and
 * `bare` are the projects; what the first run of each leaves in caches is nobody's advantage.
 */
export async function measureAttach({ cluster, dags, env }: WarmCluster, job: Job): Promise<void> {
  const project = (folder: "kept" | "bare") =>
    firstLine(folder, { ...outsideEnvironment(), ...env, BENCH_DAGS: dags, BENCH_CLUSTER: cluster.id }, job.signal);
  await project("kept");
  await project("bare");
  for (let run = 1; run <= job.runs; run++) {
    await job.beforehand();
    const ours = await project("kept");
    const reference = await project("bare");
    job.tell(`${run} of ${job.runs}: ${ours.toFixed(3)} s, without a cluster ${reference.toFixed(3)} s`);
    job.record("attach", { ours, reference });
  }
}

/** Seconds from spawning vitest until the first line of the test, which writes down the moment. */
async function firstLine(folder: string, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<number> {
  const notes = await mkdtemp(join(tmpdir(), "airflow-bench-"));
  try {
    const file = join(notes, "moment");
    const begun = Date.now();
    const args = ["run", "--root", join(import.meta.dirname, folder)];
    await runScript(VITEST, args, { env: { ...env, BENCH_MOMENT: file }, signal });
    return (Number(await readFile(file, "utf8")) - begun) / 1000;
  } finally {
    await rm(notes, { recursive: true, force: true });
  }
}
