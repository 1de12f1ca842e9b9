import { describe, expect, it } from "vitest";
import type { AirflowApi } from "../airflow/client/airflow-api.ts";
import type { ComponentHealth } from "../airflow/client/cluster-api.ts";
import type { StartedRabbitMQ } from "../containers/started-rabbitmq.ts";
import { apiAnswers, consumesQueues, heartbeatFresh } from "./readiness.ts";

const { signal } = new AbortController();
const well: ComponentHealth = { status: "healthy", heartbeat: "2026-01-01T00:00:00Z" };
const never: ComponentHealth = { status: null, heartbeat: null };
const api = (health: Partial<Awaited<ReturnType<AirflowApi["health"]>>> | Error) =>
  ({
    health: async () => {
      if (health instanceof Error) throw health;
      return { metadatabase: well, scheduler: well, triggerer: well, dagProcessor: well, ...health };
    },
  }) as unknown as AirflowApi;
const broker = (consumers: Record<string, number>) =>
  ({ consumersOf: async (queue: string) => consumers[queue] ?? 0 }) as unknown as StartedRabbitMQ;

describe("a worker is ready", () => {
  it("never, where nobody consumes its queue", async () => {
    expect(await consumesQueues(broker({}), new Map([["default", 1]]))(signal)).toEqual({
      ready: false,
      saw: "queue default: 0 of 1 consumers",
    });
  });

  it("when each of its queues has as many consumers as there are workers for it", async () => {
    const expected = new Map([
      ["default", 2],
      ["gpu", 1],
    ]);
    expect(await consumesQueues(broker({ default: 2 }), expected)(signal)).toMatchObject({
      saw: "queue gpu: 0 of 1 consumers",
    });
    expect(await consumesQueues(broker({ default: 2, gpu: 1 }), expected)(signal)).toMatchObject({ ready: true });
  });
});

describe("a component is ready", () => {
  it("when its heartbeat is fresh by Airflow's own judgement", async () => {
    expect(await heartbeatFresh(api({}), "scheduler")(signal)).toMatchObject({ ready: true });
    expect(await heartbeatFresh(api({ triggerer: never }), "triggerer")(signal)).toMatchObject({
      saw: "no heartbeat yet",
    });
    const old = { status: "unhealthy", heartbeat: "2020-01-01T00:00:00Z" };
    expect(await heartbeatFresh(api({ dagProcessor: old }), "dagProcessor")(signal)).toMatchObject({
      saw: "unhealthy, last heartbeat 2020-01-01T00:00:00Z",
    });
  });

  it("not while the API is silent or says something else", async () => {
    const refused = new TypeError("fetch failed", { cause: new Error("connect ECONNREFUSED") });
    expect(await apiAnswers(api(refused))(signal)).toMatchObject({ saw: "the API does not answer yet" });
    expect(await apiAnswers(api(new Error("it answered 500")))(signal)).toMatchObject({ saw: "it answered 500" });
    expect(await apiAnswers(api({ metadatabase: { status: "unhealthy", heartbeat: null } }))(signal)).toMatchObject({
      saw: "metadata database unhealthy",
    });
  });
});
