import { describe, expect, it, onTestFinished } from "vitest";
import { fakeEngine } from "../engine/testing/fake-engine.ts";
import { fixEngine } from "./doctor-fix.ts";
import { testIo } from "./testing/cli-io.ts";

const cli = (env: NodeJS.ProcessEnv) => ({ ...testIo(env), exitWith: () => {} });

describe("doctor --fix", () => {
  it("should do nothing where an engine answers, and say so on standard error", async () => {
    const engine = await fakeEngine();
    onTestFinished(engine.close);
    const io = cli({ DOCKER_HOST: engine.uri, AIRFLOW_TESTCONTAINERS_NO_FIX: "1" });
    await fixEngine({ yes: true }, io);
    expect(io.err()).toBe(`the engine at ${engine.uri} answers\n`);
    expect(io.out()).toBe("");
  });

  it("should leave an engine alone that is named and does not answer", async () => {
    await expect(fixEngine({ yes: true }, cli({ DOCKER_HOST: "tcp://127.0.0.1:1" }))).rejects.toMatchObject({
      code: "AT_ENGINE",
      what: expect.stringContaining("an engine is named and does not answer"),
    });
  });
});
