import { randomBytes } from "node:crypto";
import {
  type ComponentSettings,
  describeDrift,
  type StartedAirflowCluster,
  settingsDrift,
} from "airflow-testcontainers";
import { GenericContainer, Wait } from "testcontainers";
import { beforeAll, describe, expect, it } from "vitest";
import { sharedCluster } from "./support/cluster.ts";
import { administration, login } from "./support/login.ts";
import { execute, metadataFaults, type WantedMetadata, wantedMetadata } from "./support/metadata.ts";

const components = ["api-server", "scheduler", "dag-processor", "worker-1", "worker-2", "triggerer", "flower"];
const secrets = ["core.fernet_key", "api.secret_key", "api_auth.jwt_secret"];
const masked = [...secrets, "database.sql_alchemy_conn", "celery.broker_url", "celery.result_backend"];

let cluster: StartedAirflowCluster;
/** `section.option` to value, by component. */
let inside: Record<string, ComponentSettings>;
beforeAll(async () => {
  cluster = await sharedCluster();
  const listed = components.map(async (alias) => [alias, await cluster.settingsInside(alias)] as const);
  inside = Object.fromEntries(await Promise.all(listed));
});

describe("the settings inside the components", () => {
  it("are asked of every component that there is", () => {
    expect(cluster.components.map(({ alias }) => alias).sort()).toEqual([...components].sort());
  });

  it.each(components)("are those of the scenario in %s", (component) => {
    expect(inside[component]).toMatchObject({
      "core.executor": "CeleryExecutor",
      "core.load_examples": "False",
      "core.fernet_key": cluster.settings.core?.fernet_key,
      "database.sql_alchemy_conn": "postgresql+psycopg2://airflow:1234@postgres:5432/airflow",
      "celery.broker_url": "amqp://airflow:airflow@rabbitmq:5672/airflow",
      "celery.result_backend": "db+postgresql+psycopg2://airflow:1234@postgres:5432/airflow",
      "api.secret_key": cluster.settings.api?.secret_key,
      "api_auth.jwt_secret": cluster.settings.api_auth?.jwt_secret,
    });
  });

  it("hold secrets that nobody can guess", () => {
    const values = secrets.map((name) => inside.scheduler?.[name] ?? "");
    expect(Buffer.from(values[0] as string, "base64url")).toHaveLength(32);
    expect(new Set(values).size).toBe(3);
    for (const value of values) expect(value.length).toBeGreaterThanOrEqual(32);
  });

  it("are equal everywhere, option by option", () => {
    expect(Object.keys(inside.scheduler ?? {}).length).toBeGreaterThan(300);
    expect(settingsDrift(inside).map(describeDrift)).toEqual([]);
  });

  it("control: a component that was started with other values is found, and the settings are named", async () => {
    const { container } = cluster.component("flower");
    const fernetKey = randomBytes(32).toString("base64url");
    const drifted = await new GenericContainer(await container.image())
      .withNetwork(cluster.network)
      .withEnvironment({
        ...(await container.environment()),
        AIRFLOW__CORE__LOAD_EXAMPLES: "True",
        AIRFLOW__CORE__FERNET_KEY: fernetKey,
      })
      .withCommand(["celery", "flower"])
      .withExposedPorts(5555)
      .withWaitStrategy(Wait.forHttp("/healthcheck", 5555, { abortOnContainerExit: true }))
      .withStartupTimeout(200_000)
      .start();
    try {
      const found = settingsDrift({ ...inside, "flower-2": await cluster.settingsInside(drifted) });
      const others = components.join(", ");
      expect(found.map(describeDrift)).toEqual([
        `the setting core.fernet_key of flower-2 differs from that of ${others}`,
        `the setting core.load_examples of flower-2 differs from that of ${others}`,
      ]);
    } finally {
      await drifted.stop();
    }
  });
});

describe("the API", () => {
  it("gives the settings that are no secrets and masks the others", async () => {
    const answer = (section: string, option: string, value: string) =>
      masked.includes(`${section}.${option}`) ? "< hidden >" : value;
    const expected = Object.entries(cluster.settings).map(([section, options]) => [
      section,
      Object.fromEntries(Object.entries(options).map(([option, value]) => [option, answer(section, option, value)])),
    ]);
    const given = await cluster.api.config();
    expect(given).toMatchObject(Object.fromEntries(expected));
    expect(given).toMatchObject({
      core: { executor: "CeleryExecutor", load_examples: "False", fernet_key: "< hidden >" },
      celery: { broker_url: "< hidden >", result_backend: "< hidden >" },
    });
  });

  it("shows no secret anywhere in its answer; control: the same search finds them inside a component", async () => {
    const found = (text: string) => masked.filter((name) => text.includes(inside.scheduler?.[name] as string));
    expect(found(JSON.stringify(await cluster.api.config()))).toEqual([]);
    expect(found(JSON.stringify(inside.scheduler))).toEqual(masked);
  });
});

describe("the metadata database", () => {
  let wanted: WantedMetadata;
  beforeAll(async () => {
    wanted = await wantedMetadata(cluster.component("scheduler").container);
  });

  it("has all tables of this Airflow and is at the head of its migrations", async () => {
    expect(await cluster.api.version()).toBe("3.3.2");
    expect(wanted.tables).toEqual(expect.arrayContaining(["dag", "dag_run", "job", "serialized_dag", "task_instance"]));
    expect(await metadataFaults(await cluster.postgres.hostUri(), wanted)).toEqual([]);
  });

  it("control: an empty database and one at an earlier migration are reported as not migrated", async () => {
    const uri = new URL(await cluster.postgres.hostUri());
    uri.pathname = "/unmigrated";
    await cluster.postgres.query("create database unmigrated");
    try {
      expect(await metadataFaults(uri.href, wanted)).toEqual([
        `its migration is none and not ${wanted.head}`,
        `the tables ${wanted.tables.join(", ")} are missing`,
      ]);
      await execute(uri.href, "create table dag_run (); create table alembic_version (version_num text)");
      // The head of 3.1: https://airflow.apache.org/docs/apache-airflow/stable/migrations-ref.html
      await execute(uri.href, "insert into alembic_version values ('cc92b33c6709')");
      expect(await metadataFaults(uri.href, wanted)).toEqual([
        `its migration is cc92b33c6709 and not ${wanted.head}`,
        `the tables ${wanted.tables.filter((table) => table !== "dag_run").join(", ")} are missing`,
      ]);
    } finally {
      await cluster.postgres.query("drop database unmigrated with (force)");
    }
  });
});

describe("the login", () => {
  it("lets admin in as an administrator with the password 1234, and nobody with another or without", async () => {
    const { status, token } = await login(cluster, "admin", "1234");
    expect(status).toBe(201);
    expect(await administration(cluster, token)).toBe(200);

    expect(await login(cluster, "admin", "4321")).toEqual({ status: 401, token: undefined });
    expect(await login(cluster, "nobody", "1234")).toEqual({ status: 401, token: undefined });
    expect(await administration(cluster)).toBe(401);
  });
});
