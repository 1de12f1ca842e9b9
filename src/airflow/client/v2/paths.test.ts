import { expect, it } from "vitest";
import { path } from "./paths.ts";

it("encodes what is put in", () => {
  expect(path`/dags/${"a/b ?"}/dagRuns/${7}/x`).toBe("/api/v2/dags/a%2Fb%20%3F/dagRuns/7/x");
  expect(path`/dags`).toBe("/api/v2/dags");
});
