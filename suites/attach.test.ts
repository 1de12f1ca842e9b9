import { fileURLToPath } from "node:url";
import { AirflowCluster, type AttachOptions, type StartedAirflowCluster } from "airflow-testcontainers";
import { expect } from "airflow-testcontainers/vitest";
import { createClient } from "redis";
import { afterAll, beforeAll, describe, it, vi } from "vitest";
import { sharedCluster } from "./support/cluster.ts";
import { type ForeignAirflow, startForeignAirflow } from "./support/foreign-airflow.ts";
import { lendDag } from "./support/lend-dag.ts";

const file = fileURLToPath(new URL("./attach/attached.py", import.meta.url));

let shared: StartedAirflowCluster;
let foreign: ForeignAirflow;
let attached: StartedAirflowCluster;
let takeAway: () => Promise<void>;

const everything = (): AttachOptions => ({
  ...{ baseUrl: foreign.baseUrl, credentials: foreign.credentials },
  ...{ postgres: foreign.postgres, rabbitmq: foreign.rabbitmq, redis: foreign.redis },
});

beforeAll(async () => {
  shared = await sharedCluster();
  const both = [
    startForeignAirflow(shared, file).then((airflow) => {
      foreign = airflow;
    }),
    lendDag(shared, file).then((end) => {
      takeAway = end;
    }),
  ];
  // Both have come to rest before anything is removed.
  await Promise.allSettled(both);
  await Promise.all(both);
  attached = await AirflowCluster.attach(everything());
});
afterAll(async () => {
  await takeAway?.();
  await foreign?.stop();
});

/** What a project's own tests would do with the cluster that they are given. */
function testsOf(airflow: () => StartedAirflowCluster): void {
  it("runs a DAG and tells what it did", async () => {
    const dag = airflow().dag("attached");
    await dag.unpause();
    const run = await dag.run({ conf: { order: 7 } });
    await expect(run).toSucceed();
    await expect(run).toHaveXCom("give", { two: 42, greeting: "안녕하세요" });
    await expect(run).toHaveXCom("take", 43);
    await expect(run).toHaveRunInOrder(["give", "take"]);
    await expect(run).toHaveRunOn({ queue: "default" });
    expect(run.conf).toEqual({ order: 7 });
  });

  it("tells why a run failed; control: the same DAG without that configuration has no failure", async () => {
    const dag = airflow().dag("attached");
    await dag.unpause();
    const [bad, good] = await Promise.all([dag.run({ conf: { broken: true } }), dag.run()]);
    await expect(bad).toFail({ task: "take", message: "ValueError: 행이 없습니다" });
    expect(bad.failures[0]?.log.join("\n")).toContain("got 42");
    await expect(good).toSucceed();
    expect(good).toMatchObject({ state: "success", failures: [] });
  });

  it("has an executor; control: not another one", async () => {
    await expect(airflow()).toHaveExecutor("CeleryExecutor");
    await expect(expect(airflow()).toHaveExecutor("LocalExecutor")).rejects.toThrow("the executor is CeleryExecutor");
  });

  it("reads the metadata database", async () => {
    const { runId } = await airflow().dag("attached").run();
    const query = "select dag_id, state from dag_run where run_id = $1";
    expect(await airflow().postgres.query(query, [runId])).toEqual([{ dag_id: "attached", state: "success" }]);
  });

  it("asks the broker; control: nobody consumes a queue that no worker has", async () => {
    const { rabbitmq } = airflow();
    await expect(rabbitmq).toHaveQueue("default");
    expect(await rabbitmq.consumersOf("default")).toBeGreaterThan(0);
    expect(await rabbitmq.consumersOf("nobody")).toBe(0);
  });

  it("uses Redis", async () => {
    const client = await createClient({ url: await airflow().redis.hostUri() }).connect();
    try {
      await client.set("attached", "yes");
      expect(await client.getDel("attached")).toBe("yes");
    } finally {
      client.destroy();
    }
  });

  it("knows when a DAG runs next by its schedule", async () => {
    const { attached_schedule: moments } = await airflow().nextRuns(1);
    expect(moments).toHaveLength(1);
    expect(Date.parse(moments?.[0] ?? "") % 300_000).toBe(0);
  });

  it("names the DAG that was meant", async () => {
    await expect(airflow().dag("atached").run()).rejects.toMatchObject({
      code: "AT_NOT_FOUND",
      message: expect.stringContaining('did you mean "attached"?'),
    });
  });
}

describe("tests of a project, on an Airflow that someone else runs", () => {
  testsOf(() => attached);
});

describe("the same tests, on a cluster of ours", () => {
  testsOf(() => shared);
});

describe("an attached Airflow", () => {
  it("is truly another one: neither knows the other's runs", async () => {
    for (const [one, other] of [
      [shared, attached],
      [attached, shared],
    ] as const) {
      const { runId } = await one.dag("attached").run();
      await expect(other.api.run("attached", runId)).rejects.toMatchObject({ code: "AT_NOT_FOUND" });
    }
  });

  it("has no containers to look into, and says so; control: a cluster of ours has", async () => {
    const asks: ((of: StartedAirflowCluster) => Promise<unknown>)[] = [
      (of) => of.settingsInside("scheduler"),
      (of) => of.restarts(),
    ];
    for (const ask of asks) {
      await expect(ask(attached)).rejects.toMatchObject({ code: "AT_NOT_AVAILABLE" });
      await expect(ask(shared)).resolves.toBeTypeOf("object");
    }
    expect(() => attached.postgres.container).toThrow("is not available when attached, because someone else runs it");
    expect(attached.attached).toBe(true);
    expect(shared.attached).toBe(false);
  });

  it("goes on when it is let go of", async () => {
    const one = await AirflowCluster.attach(everything());
    await one.stop();
    await one[Symbol.asyncDispose]();
    expect((await attached.api.health()).scheduler.status).toBe("healthy");
    await attached.postgres.ping();
  });

  it("is attached by its address and a login", async () => {
    vi.stubEnv("AIRFLOW_URL", foreign.baseUrl);
    vi.stubEnv("AIRFLOW_PASSWORD", foreign.credentials.password);
    vi.stubEnv("AIRFLOW_POSTGRES", foreign.postgres);
    // #region attach
    const airflow = await AirflowCluster.attach({
      baseUrl: process.env.AIRFLOW_URL ?? "https://airflow.staging.example.com",
      credentials: { username: "operator", password: process.env.AIRFLOW_PASSWORD ?? "" }, // or { token: "…" }
      postgres: process.env.AIRFLOW_POSTGRES, // postgresql://reader:…@db.staging.example.com:5432/airflow
    });
    const run = await airflow.dag("attached").run();
    // #endregion
    expect(run.state).toBe("success");
    expect(await airflow.postgres.query("select 1 as one")).toEqual([{ one: 1 }]);
  });

  it("is attached with a token too", async () => {
    const response = await fetch(`${foreign.baseUrl}/auth/token`, {
      ...{ method: "POST", headers: { "content-type": "application/json" } },
      body: JSON.stringify(foreign.credentials),
    });
    const { access_token: token } = (await response.json()) as { access_token: string };
    const { baseUrl } = foreign;
    const cluster = await AirflowCluster.attach({ baseUrl, credentials: { token } });
    expect((await cluster.dag("attached").run()).state).toBe("success");
    const wrong = AirflowCluster.attach({ baseUrl, credentials: { token: `${token}x` } });
    await expect(wrong).rejects.toMatchObject({
      code: "AT_ATTACH",
      what: expect.stringContaining("refuses the token"),
    });
  });
});

describe("what cannot be attached is named, without its password:", () => {
  const wrong = (uri: string) => Object.assign(new URL(uri), { password: "hunter22" }).href;
  const mistakes: Record<string, () => [options: Partial<AttachOptions>, said: RegExp]> = {
    "the login of Airflow": () => [
      { credentials: { username: "operator", password: "hunter22" } },
      /refuses the user "operator"/,
    ],
    Postgres: () => [{ postgres: wrong(foreign.postgres) }, /the Postgres at \S+ cannot be used/],
    RabbitMQ: () => [{ rabbitmq: wrong(foreign.rabbitmq.uri) }, /the RabbitMQ at \S+ cannot be used/],
    "the management API of RabbitMQ": () => [
      { rabbitmq: { ...foreign.rabbitmq, managementUri: wrong(foreign.rabbitmq.managementUri) } },
      /RabbitMQ's management API at \S+ cannot be used/,
    ],
    Redis: () => [{ redis: wrong(foreign.redis) }, /the Redis at \S+ cannot be used/],
    "an address of something else": () => [
      { baseUrl: foreign.rabbitmq.managementUri.replace(/\w+:\w+@/, "") },
      /is no Airflow/,
    ],
  };
  it.each(Object.entries(mistakes))("%s", async (_, mistake) => {
    const [options, said] = mistake();
    const error = await AirflowCluster.attach({ ...everything(), ...options }).catch((error: unknown) => error);
    expect(error).toMatchObject({ code: "AT_ATTACH", what: expect.stringMatching(said) });
    expect(String(error)).not.toContain("hunter22");
  });
});

describe("cleaning up", () => {
  it("removes the runs that it is told to, and nothing more unless that is allowed by name", async () => {
    const dag = attached.dag("attached");
    const [mine, other] = [await dag.run(), await dag.run()];
    await attached.removeRuns([mine, { dagId: "attached", runId: "never was" }]);
    const left = async () => (await attached.api.runs("attached")).map(({ runId }) => runId);
    expect(await left()).not.toContain(mine.runId);
    expect(await left()).toContain(other.runId);
    await expect(attached.reset()).rejects.toMatchObject({ code: "AT_NOT_AVAILABLE" });
    expect(await left()).toContain(other.runId);
    const allowed = await AirflowCluster.attach({ ...everything(), allowReset: true });
    expect((await allowed.reset()).stopped).toEqual([]);
    expect(await left()).toEqual([]);
  });
});
