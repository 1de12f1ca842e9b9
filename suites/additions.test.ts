import { fileURLToPath } from "node:url";
import { AirflowCluster, type RunSnapshot, type StartedAirflowCluster } from "airflow-testcontainers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const added = (name: string) => fileURLToPath(new URL(`./additions/${name}`, import.meta.url));

let cluster: StartedAirflowCluster | undefined;
let run: RunSnapshot;
const warnings: string[] = [];

describe("what users add to a cluster is there", () => {
  beforeAll(async () => {
    cluster = await new AirflowCluster()
      .withDags(added("dags"))
      .withPlugins(added("plugins"))
      .withRequirements(added("requirements.txt"))
      .withDockerfile(added("Dockerfile"))
      .withAirflowCfg(added("airflow.cfg"))
      .withSettings({ core: { max_active_runs_per_dag: 5, paralelism: 9 } })
      .withEnvironment({ GREETING: "hello" })
      .withWorkers({ replicas: 1, concurrency: 1 })
      .withWorkers({ replicas: 1, concurrency: 1, queues: ["special", "other"] })
      .start({ onEvent: (event) => event.type === "warning" && warnings.push(event.text) });
    run = await cluster.dag("added").run();
  });
  afterAll(async () => {
    await cluster?.stop();
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
