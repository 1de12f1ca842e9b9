import { describe, expect, it } from "vitest";
import { type BaseToolFacts, planBaseTool } from "./plan-base-tool.ts";

const facts: BaseToolFacts = { forbidden: false, platform: "linux", root: true, debianLike: true, packageLists: true };

describe("the tool that makes a base image", () => {
  it("should be installed, alone and removing nothing, where it is needed", () => {
    const plan = planBaseTool(facts, true);
    expect(plan).toMatchObject({ kind: "steps", steps: [{ kind: "install" }] });
    const argv = plan.kind === "steps" ? (plan.steps[0]?.argv ?? []) : [];
    expect(argv).toContain("--no-remove");
    expect(argv.slice(-2)).toEqual(["Dpkg::Use-Pty=0", "mmdebstrap"]);
  });

  it("should wait for the package lists", () => {
    const plan = planBaseTool({ ...facts, packageLists: false }, true);
    expect(plan.kind === "steps" && plan.steps.map(({ argv }) => argv[1])).toEqual(["update", "install"]);
  });

  it("should not be installed without a need", () => {
    expect(planBaseTool(facts, false).kind).toBe("nothing");
  });

  it.each([
    [{ forbidden: true }, "AIRFLOW_TESTCONTAINERS_NO_FIX=1 forbids"],
    [{ root: false }, "only as root on Debian and Ubuntu"],
    [{ debianLike: false }, "only as root on Debian and Ubuntu"],
    [{ platform: "darwin" }, "only as root on Debian and Ubuntu"],
  ])("should not be installed with %j", (changed, reason) => {
    expect(planBaseTool({ ...facts, ...changed }, true)).toMatchObject({
      kind: "refuse",
      reason: expect.stringContaining(reason),
    });
  });
});
