import { describe, expect, it } from "vitest";
import { clusterLabels, labelFilter } from "./labels.ts";

describe("labels of a cluster", () => {
  it("should carry the session for testcontainers' reaper and for ours, and the cluster", () => {
    expect(clusterLabels("c1", "s1")).toEqual({
      "org.testcontainers": "true",
      "org.testcontainers.session-id": "s1",
      "airflow-testcontainers.session": "s1",
      "airflow-testcontainers.cluster": "c1",
    });
  });

  it("should filter by name and value, or by name alone", () => {
    expect(labelFilter({ a: "1", b: "" })).toEqual({ label: ["a=1", "b"] });
  });
});
