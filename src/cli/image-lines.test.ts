import { describe, expect, it } from "vitest";
import { imageLines } from "./image-lines.ts";

describe("images in words", () => {
  it("should tell present, built and missing ones apart", () => {
    const recipeName = "localhost/airflow-testcontainers/redis:8-0123";
    const redis = { service: "redis" as const, defaultName: "redis:8.6.4", recipeName, outdated: [] };
    const lines = imageLines([
      { ...redis, present: "redis:8.6.4", size: 123_456_789 },
      { ...redis, present: recipeName, size: 90_000_000 },
      redis,
      { service: "python", recipeName: "localhost/airflow-testcontainers/python:3", outdated: [] },
    ]);
    expect(lines.map(({ image, state }) => `${image}: ${state}`)).toEqual([
      "redis:8.6.4: present, 123 MB",
      "localhost/airflow-testcontainers/redis:8-0123: present, built here, 90 MB",
      "redis:8.6.4: not there; pulled or built when it is needed",
      "localhost/airflow-testcontainers/python:3: not there; built when it is needed",
    ]);
  });
});
