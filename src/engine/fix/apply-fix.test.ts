import { describe, expect, it, onTestFinished } from "vitest";
import { fakeEngine } from "../testing/fake-engine.ts";
import { applyFix, shown } from "./apply-fix.ts";
import type { FixFacts } from "./facts.ts";
import { DOCKERD_LOG, type FixStep } from "./plan-fix.ts";

const facts = { init: "none" } as FixFacts;

async function apply(steps: FixStep[], engineUri: string) {
  const written: string[] = [];
  const io = { write: (text: string) => void written.push(text), env: { ...process.env, DOCKER_HOST: engineUri } };
  const outcome = applyFix({ kind: "steps", steps }, facts, io);
  return { outcome, written };
}

describe("a fix", () => {
  it("should print each command before what it prints, and end at the engine", async () => {
    const engine = await fakeEngine();
    onTestFinished(engine.close);
    const { outcome, written } = await apply([{ kind: "run", argv: ["echo", "started"] }], engine.uri);
    // The fake engine makes no networks.
    await expect(outcome).rejects.toMatchObject({
      code: "AT_ENGINE",
      what: "the engine answers, but cannot make a network",
    });
    expect(written).toEqual(["$ echo started\n", "started\n"]);
  });

  it("should not start a second engine where one answers already", async () => {
    const engine = await fakeEngine();
    onTestFinished(engine.close);
    const { outcome, written } = await apply([{ kind: "daemon", argv: ["false"], log: "/dev/null" }], engine.uri);
    await expect(outcome).rejects.toMatchObject({ what: "the engine answers, but cannot make a network" });
    expect(written).toEqual([]);
  });

  it("should end with the first command that fails, and its last lines", async () => {
    const failing: FixStep = { kind: "run", argv: ["sh", "-c", "echo no such package >&2; exit 100"] };
    const { outcome, written } = await apply(
      [failing, { kind: "run", argv: ["echo", "never"] }],
      "unix:///nonexistent",
    );
    await expect(outcome).rejects.toMatchObject({
      code: "AT_ENGINE",
      parts: { observed: "exit code 100", evidence: "no such package" },
    });
    expect(written.join("")).not.toContain("never");
  });
});

describe("a step as it is shown", () => {
  it("should be what one would type", () => {
    expect(shown({ kind: "run", argv: ["systemctl", "start", "docker"] })).toBe("systemctl start docker");
    expect(shown({ kind: "daemon", argv: ["dockerd"], log: DOCKERD_LOG })).toBe(
      "dockerd </dev/null >>/var/log/airflow-testcontainers-dockerd.log 2>&1 &",
    );
  });
});
