import { describe, expect, it } from "vitest";
import { checkImagePair, checkPair, rabbitmqVersionOf } from "./pair.ts";
import { fakeEngine } from "./testing/fake-engine.ts";

const image = (name: string, more: { labels?: Record<string, string>; env?: Record<string, string> } = {}) => ({
  name,
  id: "sha256:0",
  size: 0,
  labels: {},
  env: {},
  ...more,
});

describe("RabbitMQ with Celery", () => {
  it.each([
    ["4.2.9", "5.6.3"],
    ["3.13.7", "5.4.0"],
    ["4.3.0", "5.7.0"],
    ["4.10.1", "6.0.0"],
    [undefined, "5.6.3"],
    ["4.3.0", undefined],
  ])("should let %s and %s pass", (rabbitmq, celery) => {
    expect(() => checkPair(rabbitmq, celery)).not.toThrow();
  });

  it("should refuse a pair that cannot work, with reason and remedy", () => {
    expect(() => checkPair("4.3.1", "5.6.3")).toThrow(
      expect.objectContaining({
        code: "AT_INCOMPATIBLE",
        message: [
          "Celery 5.6.3 does not work on RabbitMQ 4.3.1",
          "  expected  RabbitMQ before 4.3, or Celery 5.7 or later",
          "  observed  RabbitMQ 4.3 refuses the transient queues that Celery up to 5.6 declares, and its workers never get ready",
          "  try       an image of RabbitMQ 4.2, or none, for the default; or Celery 5.7 in your requirements",
        ].join("\n"),
      }),
    );
    expect(() => checkPair("5.0.0", "5.3.1")).toThrow(/does not work/);
  });

  it.each([
    [image("rabbitmq:4.3.1-management"), "4.3.1"],
    [image("rabbitmq:management", { env: { RABBITMQ_VERSION: "4.3.2" } }), "4.3.2"],
    [
      image("x:1.0", { labels: { "airflow-testcontainers.rabbitmq": "4.0.5" }, env: { RABBITMQ_VERSION: "9" } }),
      "4.0.5",
    ],
    [image("corp/broker:latest"), undefined],
  ])("should find the version of RabbitMQ in $name", (found, version) => {
    expect(rabbitmqVersionOf(found)).toBe(version);
  });

  it("should take Celery's version from our label", async () => {
    const labels = { "airflow-testcontainers.image": "airflow", "airflow-testcontainers.celery": "5.6.3" };
    const { engine } = fakeEngine({});
    const check = checkImagePair(engine, image("rabbitmq:4.3.1-management"), image("localhost/a", { labels }));
    await expect(check).rejects.toMatchObject({ code: "AT_INCOMPATIBLE" });
  });
});
