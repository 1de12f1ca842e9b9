import { describe, expect, it } from "vitest";
import type { AirflowApi } from "../../airflow/client/airflow-api.ts";
import { profileFor } from "../../airflow/profiles.ts";
import { ApiCleaner } from "./api-cleaner.ts";
import { AttachedAirflowCluster } from "./attached-cluster.ts";
import { attachedParts } from "./attached-parts.ts";

const known = {
  ...{ id: "airflow.example.com", version: "3.3.2", profile: profileFor("3.3.2"), api: {} as AirflowApi },
  ...{
    boot: { seconds: 0, steps: [], warnings: [] },
    cleaner: new ApiCleaner({} as AirflowApi, false),
    apiUrl: async () => "https://airflow.example.com",
  },
};
const services = { postgres: undefined, rabbitmq: undefined, redis: undefined };
const cluster = new AttachedAirflowCluster(attachedParts(known, services, { token: "t" }));

describe("what an attached cluster cannot give says why, and what helps:", () => {
  const asks: Record<string, () => unknown> = {
    state: () => cluster.state,
    network: () => cluster.network,
    components: () => cluster.components,
    settings: () => cluster.settings,
    parsedFiles: () => cluster.parsedFiles,
    passedOver: () => cluster.passedOver,
    admin: () => cluster.admin,
    postgres: () => cluster.postgres,
    rabbitmq: () => cluster.rabbitmq,
    redis: () => cluster.redis,
    component: () => cluster.component("worker-1"),
    componentsOf: () => cluster.componentsOf("worker"),
    settingsInside: () => cluster.settingsInside("scheduler"),
    flowerUrl: () => cluster.flowerUrl(),
    duplicateDags: () => cluster.duplicateDags(),
    restarts: () => cluster.restarts(),
    usage: () => cluster.usage(),
    migrations: () => cluster.migrations(),
    syncDags: () => cluster.syncDags(),
    reset: () => cluster.reset(),
    nextRuns: () => cluster.nextRuns(2),
  };
  it.each(Object.entries(asks))("%s", async (_, ask) => {
    const asked = async () => ask();
    await expect(asked()).rejects.toMatchObject({
      ...{ code: "AT_NOT_AVAILABLE", parts: { try: expect.stringMatching(/./) } },
      what: expect.stringMatching(/^\S+ is not available when attached, because /),
    });
  });

  it("in one sentence and a hint", () => {
    expect(() => cluster.component("worker-1")).toThrowErrorMatchingInlineSnapshot(`
      [HarnessError: component("worker-1") is not available when attached, because its containers are someone else's
        try       what Airflow tells of itself: cluster.api.health(), cluster.api.jobs()]
    `);
    expect(() => cluster.redis).toThrowErrorMatchingInlineSnapshot(`
      [HarnessError: cluster.redis is not available when attached, because no address of it was given
        try       the option \`redis: "redis://user:password@host:6379/0"\` of attach()]
    `);
  });
});

it("stays attached with marks of a test, and is never a reused one", async () => {
  const marked = cluster.forTest({});
  expect(marked).toMatchObject({ attached: true, reused: false });
  await marked.stop();
});

it("lists the settings inside a container of the user's own", async () => {
  const exec = async () => ({ exitCode: 0, stdout: "[core]\nexecutor = LocalExecutor\n", stderr: "", output: "" });
  expect(await cluster.settingsInside({ exec })).toEqual({ "core.executor": "LocalExecutor" });
});
