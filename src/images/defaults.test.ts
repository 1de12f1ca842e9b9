import { describe, expect, it } from "vitest";
import { defaultImage, knownAirflowVersion } from "./defaults.ts";
import { parseReference } from "./image-reference.ts";
import { services } from "./service.ts";

describe("default images", () => {
  it.each(services)("should pin %s to a full version", (service) => {
    expect(parseReference(defaultImage(service)).tag).toMatch(/^\d+\.\d+(\.\d+)?(-[a-z0-9.]+)?$/);
  });

  it("should keep to RabbitMQ before 4.3, which refuses the queues of Celery 5.6", () => {
    expect(defaultImage("rabbitmq")).toMatch(/^rabbitmq:4\.[0-2]\.\d+-management$/);
  });

  it("should list the versions of Airflow that there are", () => {
    expect(() => knownAirflowVersion("3.9.9", ["3.3.2", "2.11.2"])).toThrow(
      expect.objectContaining({
        code: "AT_AIRFLOW_VERSION",
        message: [
          "no image is known for Airflow 3.9.9",
          "  expected  3.3.2, 2.11.2",
          "  observed  3.9.9",
          "  try       one of these versions, or name an image of yours that holds this one",
        ].join("\n"),
      }),
    );
  });
});
