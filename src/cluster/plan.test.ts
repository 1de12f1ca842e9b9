import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AirflowCluster } from "./airflow-cluster.ts";
import type { ClusterOptions } from "./options.ts";
import { planCluster } from "./plan.ts";

let folder: string;
const plan = (options: ClusterOptions) => planCluster({ dags: folder, ...options }, "test");
const refusal = (options: ClusterOptions) =>
  plan(options).then(
    () => "accepted",
    (error: Error) => error.message,
  );

describe("the plan of a cluster", () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "plan-"));
    writeFileSync(join(folder, "dag.py"), "");
    writeFileSync(join(folder, "airflow.cfg"), "[scheduler]\nscheduler_idle_sleep_time = 3\n");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it("has schedules off, unless they are switched on", async () => {
    expect((await plan({})).settings.scheduler?.use_job_schedule).toBe("False");
    expect((await plan({ schedules: true })).settings.scheduler?.use_job_schedule).toBe("True");
  });

  it("keeps schedules off although an airflow.cfg has them on, as every generated one has", async () => {
    writeFileSync(join(folder, "generated.cfg"), "[scheduler]\nuse_job_schedule = True\n");
    const planned = await plan({ airflowCfg: join(folder, "generated.cfg") });
    expect(planned.settings.scheduler?.use_job_schedule).toBe("False");
    const wanted = await plan({ settings: { scheduler: { use_job_schedule: true } } });
    expect(wanted.settings.scheduler?.use_job_schedule).toBe("True");
  });

  it("has new secrets and passwords each time", async () => {
    const [one, other] = await Promise.all([plan({}), plan({})]);
    expect(one.settings.core?.fernet_key).not.toBe(other.settings.core?.fernet_key);
    expect(one.admin.password).not.toBe(other.admin.password);
    expect(Buffer.from(one.settings.core?.fernet_key ?? "", "base64url")).toHaveLength(32);
  });

  it("names hosts, never addresses, and the driver of the database", async () => {
    const { settings } = await plan({ postgres: { password: "p:w" }, rabbitmq: { password: "r/w", vhost: "a/b" } });
    expect(settings.database?.sql_alchemy_conn).toBe("postgresql+psycopg2://airflow:p%3Aw@postgres:5432/airflow");
    expect(settings.celery?.result_backend).toBe("db+postgresql+psycopg2://airflow:p%3Aw@postgres:5432/airflow");
    expect(settings.celery?.broker_url).toBe("amqp://airflow:r%2Fw@rabbitmq:5672/a%2Fb");
  });

  it("lets settings of the user win over ours, and ours give way to the airflow.cfg", async () => {
    const settings = { scheduler: { scheduler_heartbeat_sec: 7 }, Core: { Executor: "LocalExecutor" } };
    const planned = await plan({ settings, airflowCfg: join(folder, "airflow.cfg") });
    expect(planned.settings.scheduler?.scheduler_heartbeat_sec).toBe("7");
    expect(planned.settings.scheduler).not.toHaveProperty("scheduler_idle_sleep_time");
    expect(planned.settings.core?.executor, "without which the cluster would not be one").toBe("CeleryExecutor");
  });

  it("refuses what is missing or unknown before an engine is looked for", async () => {
    expect(await refusal({ airflowVersion: "3.0.0" })).toContain("no image is known for Airflow 3.0.0");
    expect(await refusal({ airflowVersion: "1.10" })).toContain("Airflow 1.10 is not supported");
    expect(await refusal({ airflowVersion: "3.0.0", image: "own:1" })).toBe("accepted");
    expect(await refusal({ plugins: "/nowhere" })).toContain("plugins: /nowhere does not exist");
    expect(await refusal({ requirements: folder })).toContain("is not a file");
  });
});

describe("the builder", () => {
  it("checks each call, and names the nearest option for an unknown one", () => {
    expect(() => new AirflowCluster().withWorkers({ replicas: 0 })).toThrow("replicas must be at least 1");
    expect(() => new AirflowCluster({ worker: [] } as ClusterOptions)).toThrow('did you mean "workers"?');
  });
});
