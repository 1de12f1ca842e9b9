import { describe, expect, it } from "vitest";
import { nodeProblem } from "../../bin/node-version.js";

const ENGINES = "^22.22.0 || ^24.0.0 || >=26.0.0";

describe("the version of Node", () => {
  it.each(["22.22.0", "22.30.1", "24.0.0", "24.21.0", "26.0.0", "31.2.3", "24.0.0-nightly2025"])(
    "%s should do",
    (version) => {
      expect(nodeProblem(version, ENGINES)).toBeUndefined();
    },
  );

  it.each(["12.22.12", "20.20.2", "22.21.9", "23.11.0", "25.1.0"])("%s should be refused in one line", (version) => {
    expect(nodeProblem(version, ENGINES)).toBe(
      `airflow-testcontainers needs Node ^22.22.0 || ^24.0.0 || >=26.0.0, and this is ${version}`,
    );
  });
});
