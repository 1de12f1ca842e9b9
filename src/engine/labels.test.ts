import { describe, expect, it } from "vitest";
import { clusterLabels, keptLabels, labelFilter } from "./labels.ts";

describe("labels of a cluster", () => {
  it("should carry the session for testcontainers' reaper and for ours, and the cluster", () => {
    expect(clusterLabels("c1", "s1")).toEqual({
      "org.testcontainers": "true",
      "org.testcontainers.session-id": "s1",
      "airflow-testcontainers.session": "s1",
      "airflow-testcontainers.cluster": "c1",
    });
  });

  it("should carry no session where it is kept", () => {
    expect(keptLabels("c1", "0a1b", "2c3d")).toEqual({
      "org.testcontainers": "true",
      "airflow-testcontainers.cluster": "c1",
      "airflow-testcontainers.kept": "0a1b",
      "airflow-testcontainers.keeper": "2c3d",
    });
  });

  it("should filter by name and value, or by name alone", () => {
    expect(labelFilter({ a: "1", b: "" })).toEqual({ label: ["a=1", "b"] });
  });
});
