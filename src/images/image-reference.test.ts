import { describe, expect, it } from "vitest";
import { parseReference, withHubPrefix } from "./image-reference.ts";

describe("an image's name", () => {
  it.each([
    ["redis", { repository: "redis" }],
    ["rabbitmq:4.2.9-management", { repository: "rabbitmq", tag: "4.2.9-management" }],
    ["apache/airflow:3.3.2", { repository: "apache/airflow", tag: "3.3.2" }],
    ["host:5000/team/app", { registry: "host:5000", repository: "team/app" }],
    ["localhost/ours/redis:8-abc", { registry: "localhost", repository: "ours/redis", tag: "8-abc" }],
    ["ghcr.io/a/b:1@sha256:00", { registry: "ghcr.io", repository: "a/b", tag: "1", digest: "sha256:00" }],
  ])("should be taken apart: %s", (name, parts) => {
    expect(parseReference(name)).toEqual({ registry: undefined, tag: undefined, digest: undefined, ...parts });
  });

  it.each([
    ["postgres:17.11", "mirror.example/hub", "mirror.example/hub/postgres:17.11"],
    ["postgres:17.11", "mirror.example/hub/", "mirror.example/hub/postgres:17.11"],
    ["postgres:17.11", "mirror", "mirror/postgres:17.11"],
    ["postgres:17.11", undefined, "postgres:17.11"],
    ["quay.io/postgres:17.11", "mirror.example", "quay.io/postgres:17.11"],
    ["localhost/airflow-testcontainers/redis:8-0", "mirror.example", "localhost/airflow-testcontainers/redis:8-0"],
    [`sha256:${"0".repeat(64)}`, "mirror.example", `sha256:${"0".repeat(64)}`],
  ])("should get testcontainers' prefix: %s with %s", (name, prefix, expected) => {
    expect(withHubPrefix(name, prefix)).toBe(expected);
  });
});
