import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { StartedAirflowCluster } from "airflow-testcontainers";
import { vi } from "vitest";

/** Where Airflow and its services are, and who may log in. */
export interface ForeignAirflow {
  readonly baseUrl: string;
  readonly credentials: { readonly username: string; readonly password: string };
  readonly postgres: string;
  readonly rabbitmq: { readonly uri: string; readonly managementUri: string };
  readonly redis: string;
  stop(): Promise<void>;
}

/** Path under which the API is served, as behind the proxy of a company. */
const PATH = "/deploy1";

/** All of Airflow in one container, as an administrator might start it by hand. */
const START = `
set -eu
printf %s "$DAG" >dags/attached.py
printf %s "$PASSWORDS" >passwords.json
until (exec 3<>/dev/tcp/postgres/5432) 2>/dev/null; do sleep 0.2; done
airflow db migrate
airflow api-server & airflow scheduler & airflow dag-processor & airflow celery worker --concurrency 2 &
wait -n
exit 1`;

const airflowEnvironment = (secret: string) => ({
  CONNECTION_CHECK_MAX_COUNT: "0",
  AIRFLOW__CORE__EXECUTOR: "CeleryExecutor",
  AIRFLOW__CORE__LOAD_EXAMPLES: "false",
  AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS: "operator:admin",
  AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE: "/opt/airflow/passwords.json",
  AIRFLOW__CORE__EXECUTION_API_SERVER_URL: `http://localhost:8080${PATH}/execution/`,
  AIRFLOW__DATABASE__SQL_ALCHEMY_CONN: `postgresql+psycopg2://airflow:${secret}@postgres/meta`,
  AIRFLOW__CELERY__RESULT_BACKEND: `db+postgresql+psycopg2://airflow:${secret}@postgres/meta`,
  AIRFLOW__CELERY__BROKER_URL: `amqp://airflow:${secret}@rabbitmq/broker`,
  AIRFLOW__API__BASE_URL: `http://localhost:8080${PATH}`,
  AIRFLOW__API__SECRET_KEY: secret,
  AIRFLOW__API__EXPOSE_CONFIG: "True",
  AIRFLOW__API__WORKERS: "1",
  AIRFLOW__API_AUTH__JWT_SECRET: secret.repeat(4),
});

/**
 * Starts an Airflow with CeleryExecutor by nothing but the engine: one container for all of Airflow, one for each service.
 * @param like a cluster with the images to take, on the engine to use; if its process dies, this goes as well
 * @param dag the only file of the DAG folder
 */
export async function startForeignAirflow(like: StartedAirflowCluster, dag: string): Promise<ForeignAirflow> {
  const { engine } = like.postgres.container.placement;
  const { docker, host, bindAddress: HostIp } = engine;
  const name = `foreign-${randomBytes(4).toString("hex")}`;
  const Labels = { "org.testcontainers.session-id": like.state.reaper.sessionId, "org.testcontainers": "true" };
  const secret = randomBytes(16).toString("hex");
  const network = await docker.createNetwork({ Name: name, Labels });
  const made: { remove(options: object): Promise<unknown> }[] = [];
  const stop = async () => {
    await Promise.all(made.map((container) => container.remove({ force: true, v: true })));
    await network.remove();
  };

  const start = async (alias: string, Image: string, ports: number[], Env: Record<string, string>, Cmd?: string[]) => {
    const bindings = ports.map((port) => [`${port}/tcp`, [{ HostIp, HostPort: "" }]] as const);
    const container = await docker.createContainer({
      ...{ name: `${name}-${alias}`, Image, Cmd, Labels },
      Env: Object.entries(Env).map(([key, value]) => `${key}=${value}`),
      ExposedPorts: Object.fromEntries(bindings.map(([port]) => [port, {}])),
      HostConfig: { PortBindings: Object.fromEntries(bindings), NetworkMode: name },
      NetworkingConfig: { EndpointsConfig: { [name]: { Aliases: [alias] } } },
    });
    made.push(container);
    await container.start();
    const { NetworkSettings } = await container.inspect();
    const address = (port: number) => `${host}:${NetworkSettings.Ports[`${port}/tcp`]?.[0]?.HostPort}`;
    const log = async () => String(await container.logs({ stdout: true, stderr: true, tail: 40 }));
    return { address, log };
  };

  try {
    const [postgres, rabbitmq, redis, airflow] = await Promise.all([
      start("postgres", await like.postgres.container.image(), [5432], {
        ...{ POSTGRES_USER: "airflow", POSTGRES_PASSWORD: secret, POSTGRES_DB: "meta" },
      }),
      start("rabbitmq", await like.rabbitmq.container.image(), [5672, 15672], {
        ...{ RABBITMQ_DEFAULT_USER: "airflow", RABBITMQ_DEFAULT_PASS: secret, RABBITMQ_DEFAULT_VHOST: "broker" },
      }),
      start("redis", await like.redis.container.image(), [6379], {}, ["redis-server", "--requirepass", secret]),
      start(
        "airflow",
        await like.component("scheduler").container.image(),
        [8080],
        {
          ...airflowEnvironment(secret),
          ...{ DAG: await readFile(dag, "utf8"), PASSWORDS: JSON.stringify({ operator: secret }) },
        },
        ["bash", "-c", START],
      ),
    ]);
    const baseUrl = `http://${airflow.address(8080)}${PATH}`;
    await vi
      .waitFor(() => works(baseUrl), { timeout: 240_000, interval: 500 })
      .catch(async (error) => {
        throw new Error(`the foreign Airflow does not work: ${error}\n${await airflow.log()}`);
      });
    return {
      ...{ baseUrl, credentials: { username: "operator", password: secret }, stop },
      postgres: `postgresql://airflow:${secret}@${postgres.address(5432)}/meta`,
      rabbitmq: {
        uri: `amqp://airflow:${secret}@${rabbitmq.address(5672)}/broker`,
        managementUri: `http://airflow:${secret}@${rabbitmq.address(15672)}`,
      },
      redis: `redis://:${secret}@${redis.address(6379)}/0`,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Asked without our client: the API answers, and the scheduler and the dag processor have shown themselves. */
async function works(baseUrl: string): Promise<void> {
  const response = await fetch(`${baseUrl}/api/v2/monitor/health`);
  const health = (await response.json()) as Record<string, { status: string | null } | null>;
  const ill = ["metadatabase", "scheduler", "dag_processor"].filter((part) => health[part]?.status !== "healthy");
  if (ill.length > 0) throw new Error(`not healthy: ${ill.join(", ")}`);
}
