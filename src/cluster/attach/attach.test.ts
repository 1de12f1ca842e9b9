import { inspect } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";
import { recorded } from "../../airflow/client/testing/recorded.ts";
import { type Reply, replay } from "../../airflow/client/testing/replay.ts";
import { AirflowCluster } from "../airflow-cluster.ts";
import { closedPort } from "./testing/serve.ts";

const credentials = { username: "admin", password: "hunter22" };
const answers: Record<string, Reply> = {
  "GET /api/v2/version": recorded("version") as object,
  "GET /api/v2/monitor/health": recorded("health") as object,
  "GET /api/v2/dags": recorded("dags") as object,
};

/** An Airflow of recorded answers, and of others where they are given. */
const airflow = (others: Record<string, Reply> = {}) => replay(onTestFinished, { ...answers, ...others });

/** What is said of it, with the addresses left out. */
async function saidOf(options: object): Promise<string> {
  const error = await AirflowCluster.attach(options as never).catch((error) => error);
  return `${error.code}: ${error.message}`.replaceAll(/(127\.0\.0\.1|localhost):\d+/g, "host:port");
}

describe("an Airflow that someone else runs", () => {
  it("is used with a name and a password, and let go of without a word", async () => {
    const { url, got } = await airflow();
    const cluster = await AirflowCluster.attach({ baseUrl: `${url}/`, credentials });
    expect(cluster.attached).toBe(true);
    expect(await cluster.apiUrl()).toBe(url);
    expect(cluster.admin).toEqual(credentials);
    expect((await cluster.api.dags()).length).toBeGreaterThan(0);
    expect(got.map(({ name, authorization }) => [name, authorization])).toEqual([
      ["GET /api/v2/version", undefined],
      ["POST /auth/token", undefined],
      ["GET /api/v2/dags", "Bearer token-1"],
      ["GET /api/v2/monitor/health", undefined],
      ["GET /api/v2/dags", "Bearer token-1"],
    ]);
    await cluster.stop();
    expect(got).toHaveLength(5);
  });

  it("is used with a token, which goes with everything and is never asked for", async () => {
    const { url, got } = await airflow();
    const cluster = await AirflowCluster.attach({ baseUrl: url, credentials: { token: "5ecr3t" } });
    await cluster.api.version();
    expect(new Set(got.map(({ authorization }) => authorization))).toEqual(new Set(["Bearer 5ecr3t"]));
    expect(got.map(({ name }) => name)).not.toContain("POST /auth/token");
    expect(() => cluster.admin).toThrow("cluster.admin is not available when attached, because a token was given");
  });

  it("is used under a path", async () => {
    const under = Object.entries({ ...answers, "POST /auth/token": [201, { access_token: "t" }] as Reply });
    const { url } = await airflow(
      Object.fromEntries(under.map(([name, reply]) => [name.replace(" ", " /deploy1"), reply])),
    );
    const cluster = await AirflowCluster.attach({ baseUrl: `${url}/deploy1/`, credentials });
    expect((await cluster.api.dags()).length).toBeGreaterThan(0);
    expect(cluster.id).toBe(`${url.replace("http://", "")}/deploy1`);
  });

  it("tells when its DAGs run next, as far as its API does", async () => {
    const { url } = await airflow();
    const cluster = await AirflowCluster.attach({ baseUrl: url, credentials });
    const next = await cluster.nextRuns(1);
    expect(Object.values(next).flat()).toContainEqual(expect.stringMatching(/^\d{4}-\d\d-\d\dT/));
    await expect(cluster.nextRuns(2)).rejects.toMatchObject({ code: "AT_NOT_AVAILABLE" });
    const enough = new Error("enough");
    await expect(cluster.nextRuns(1, { signal: AbortSignal.abort(enough) })).rejects.toBe(enough);
  });

  it("is not printed with its passwords", async () => {
    const { url } = await airflow();
    const cluster = await AirflowCluster.attach({ baseUrl: url, credentials });
    expect(inspect(cluster, { depth: 9, showHidden: true })).not.toContain("hunter22");
  });

  it("warns of a dag processor that is ill", async () => {
    const health = { ...(recorded("health") as object), dag_processor: null };
    const { url } = await airflow({ "GET /api/v2/monitor/health": health });
    const { boot } = await AirflowCluster.attach({ baseUrl: url, credentials });
    expect(boot.warnings).toEqual(["the dag processor is never seen: no change of a DAG is noticed"]);
  });
});

describe("one that cannot be used says why:", () => {
  it("a wrong password, without it", async () => {
    const { url } = await airflow({ "POST /auth/token": [401, recorded("token-401")] });
    expect(await saidOf({ baseUrl: url, credentials })).toMatchInlineSnapshot(`
      "AT_ATTACH: the Airflow at http://host:port refuses the user "admin"
        observed  Airflow refused the login of user "admin"
                  401: wrong name or password
        try       the right name and password; where users log in elsewhere, credentials with a \`token\`"
    `);
  });

  it("a token that is refused", async () => {
    const { url } = await airflow({ "GET /api/v2/dags": [401, { detail: "Invalid JWT token" }] });
    expect(await saidOf({ baseUrl: url, credentials: { token: "5ecr3t" } })).toMatchInlineSnapshot(`
      "AT_ATTACH: the Airflow at http://host:port refuses the token that was given
        observed  GET /api/v2/dags: Airflow answered 401
                  Invalid JWT token
        try       a token that is still valid"
    `);
  });

  it("a user who may see nothing", async () => {
    const { url } = await airflow({ "GET /api/v2/dags": [403, { detail: "Forbidden" }] });
    expect(await saidOf({ baseUrl: url, credentials })).toMatchInlineSnapshot(`
      "AT_ATTACH: the Airflow at http://host:port refuses the user "admin"
        observed  GET /api/v2/dags: Airflow answered 403
                  Forbidden
        try       a user who may read DAGs"
    `);
  });

  it("no place to log in", async () => {
    const { url } = await airflow({ "POST /auth/token": [404, { detail: "Not Found" }] });
    expect(await saidOf({ baseUrl: url, credentials })).toMatchInlineSnapshot(`
      "AT_ATTACH: nobody can log in to the Airflow at http://host:port
        observed  POST /auth/token answered 404 without a token
        try       the right name and password; where users log in elsewhere, credentials with a \`token\`"
    `);
  });

  it("a scheduler that is ill", async () => {
    const scheduler = { status: "unhealthy", latest_scheduler_heartbeat: "2026-11-24T15:19:26+00:00" };
    const { url } = await airflow({
      "GET /api/v2/monitor/health": { ...(recorded("health") as object), scheduler },
    });
    expect(await saidOf({ baseUrl: url, credentials })).toMatchInlineSnapshot(`
      "AT_ATTACH: the Airflow at http://host:port cannot run anything now
        expected  a metadata database and a scheduler that are healthy
        observed  metadata database healthy
                  scheduler unhealthy, last heartbeat 2026-11-24T15:19:26+00:00"
    `);
  });

  it("a service that does not answer, by name and without its password", async () => {
    const { url } = await airflow();
    const address = await closedPort();
    const services = {
      postgres: `postgresql://airflow:hunter22@${address}/airflow`,
      rabbitmq: `amqp://airflow:hunter22@${address}/airflow`,
      redis: `redis://:hunter22@${address}/0`,
    };
    const said = await Promise.all(
      Object.entries(services).map(([name, uri]) => saidOf({ baseUrl: url, credentials, [name]: uri })),
    );
    expect(said).toMatchInlineSnapshot(`
      [
        "AT_ATTACH: the Postgres at host:port cannot be used
        observed  connect ECONNREFUSED host:port
        try       the right URI: host, port, name, password",
        "AT_ATTACH: the RabbitMQ at host:port cannot be used
        observed  connect ECONNREFUSED host:port
        try       the right URI: host, port, name, password",
        "AT_ATTACH: the Redis at host:port cannot be used
        observed  connect ECONNREFUSED host:port
        try       the right URI: host, port, name, password",
      ]
    `);
  });

  it("a service that is something else", async () => {
    const { url } = await airflow();
    const { host } = new URL(url);
    const said = (service: object) => saidOf({ baseUrl: url, credentials, ...service });
    expect(await said({ redis: `redis://${host}/0` })).toContain("the Redis at host:port cannot be used");
    expect(await said({ rabbitmq: `amqp://${host}/a` })).toContain("the RabbitMQ at host:port cannot be used");
    expect(await said({ postgres: `postgresql://a@${host}/a` })).toContain("the Postgres at host:port cannot be used");
  });

  it("an end that the caller made", async () => {
    const { url } = await airflow();
    const signal = AbortSignal.abort(new Error("enough"));
    await expect(AirflowCluster.attach({ baseUrl: url, credentials }, { signal })).rejects.toThrow("enough");
  });
});
