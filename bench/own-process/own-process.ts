import { join } from "node:path";
import { z } from "zod";
import { type Job, titled } from "../job.ts";
import { CONCURRENCY, DAGS, WORKERS } from "../lives/shape.ts";
import { outsideEnvironment, runScript } from "../run-script.ts";
import type { ScenarioName } from "../scenario.ts";

/** What is measured in a process of its own. */
export const OWN_PROCESS: readonly ScenarioName[] = ["memory", "cpu"];

const SCRIPT = join(import.meta.dirname, "user-script.mjs");
const account = z.object({ cpuSeconds: z.number(), memoryBytes: z.number() });

/** Measures what the process of a user costs that starts a cluster with the built package. */
export async function measureOwnProcess(job: Job): Promise<void> {
  for (let run = 1; run <= job.runs; run++) {
    const { tell, signal } = titled(job, `own process ${run} of ${job.runs}`);
    await job.beforehand();
    tell("starting and stopping a cluster");
    const env = { ...outsideEnvironment(), AIRFLOW_TESTCONTAINERS_REUSE: "0" };
    const printed = await runScript(SCRIPT, [DAGS, String(WORKERS), String(CONCURRENCY)], { env, signal });
    const { cpuSeconds, memoryBytes } = account.parse(JSON.parse(printed));
    tell(`${cpuSeconds.toFixed(2)} s of processor time, ${(memoryBytes / 1e6).toFixed(0)} MB`);
    job.record("cpu", { ours: cpuSeconds });
    job.record("memory", { ours: memoryBytes / 1e6 });
  }
}
