import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { AirflowCluster, type RunSnapshot, type StartedAirflowCluster } from "airflow-testcontainers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const added = (name: string) => fileURLToPath(new URL(`./additions/${name}`, import.meta.url));

let folder: string;
let cluster: StartedAirflowCluster | undefined;
let run: RunSnapshot;
const warnings: string[] = [];

const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe("what users add to a cluster is there", () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "additions-"));
    cluster = await new AirflowCluster()
      .withDags(added("dags"))
      .withPlugins(added("plugins"))
      .withRequirements(file("requirements.txt", "cowsay==6.1\n"))
      .withDockerfile(file("Dockerfile", "ARG AIRFLOW_IMAGE\nFROM $AIRFLOW_IMAGE\nENV FROM_DOCKERFILE=yes\n"))
      .withAirflowCfg(
        file("airflow.cfg", "[core]\nmax_active_tasks_per_dag = 7\n[scheduler]\nuse_job_schedule = True\n"),
      )
      .withSettings({ core: { max_active_runs_per_dag: 5, paralelism: 9 } })
      .withEnvironment({ GREETING: "hello" })
      .withWorkers({ replicas: 1, concurrency: 1 })
      .withWorkers({ replicas: 1, concurrency: 1, queues: ["special", "other"] })
      .start({ onEvent: (event) => event.type === "warning" && warnings.push(event.text) });
    run = await cluster.dag("added").run();
  });
  afterAll(async () => {
    await cluster?.stop();
    rmSync(folder, { recursive: true });
  });

  it("for tasks: packages, plugins, variables and the image of a Dockerfile", async () => {
    expect(run.state).toBe("success");
    const seen = await cluster?.api.xcom({ dagId: "added", runId: run.runId, taskId: "seen" });
    expect(seen).toEqual({ package: "6.1", plugin: "안녕하세요", variable: "hello", image: "yes" });
  });

  it("for workers: each group consumes its own queues", () => {
    expect(run.tasks.map(({ queue, hostname }) => ({ queue, hostname }))).toEqual([
      { queue: "special", hostname: "worker-2" },
    ]);
  });

  it("for settings: an airflow.cfg and single ones, but no schedule that nobody asked for by name", async () => {
    const inside = await cluster?.settingsInside("scheduler");
    expect(inside).toMatchObject({
      "core.max_active_tasks_per_dag": "7",
      "core.max_active_runs_per_dag": "5",
      "scheduler.use_job_schedule": "False",
    });
  });

  it("and a setting that the image does not know is a warning that names the nearest", () => {
    expect(warnings).toContain(
      "this Airflow does not know the setting [core] paralelism; did you mean [core] parallelism?",
    );
    expect(cluster?.boot.warnings).toEqual(warnings);
  });
});
