import { describe, expect, it, onTestFinished } from "vitest";
import { fakeEngine } from "../engine/testing/fake-engine.ts";
import { Interrupt } from "./interrupt.ts";
import { main } from "./main.ts";
import { testIo } from "./testing/cli-io.ts";

const NO_ENGINE = { DOCKER_HOST: "unix:///nonexistent/none.sock" };

async function engineEnv(): Promise<NodeJS.ProcessEnv> {
  const engine = await fakeEngine();
  onTestFinished(engine.close);
  return { DOCKER_HOST: engine.uri };
}

describe("the command line", () => {
  it("should print help on standard output", async () => {
    const io = testIo();
    expect(await main(["doctor", "--help"], io)).toBe(0);
    expect(io.out()).toContain("Usage: airflow-testcontainers doctor");
    expect(io.err()).toBe("");
  });

  it("should call wrong use by its name, with exit code 2 and nothing on standard output", async () => {
    const io = testIo();
    expect(await main(["doctor", "--jso"], io)).toBe(2);
    expect(io.err()).toBe("error: unknown option '--jso'\n(Did you mean --json?)\n");
    expect(io.out()).toBe("");
  });

  it("should refuse superfluous words", async () => {
    expect(await main(["doctor", "who"], testIo())).toBe(2);
  });

  it("should end with 3 where no engine answers, and report what it looked at", async () => {
    const io = testIo(NO_ENGINE);
    expect(await main(["doctor"], io)).toBe(3);
    expect(io.out()).toContain("DOCKER_HOST: unix:///nonexistent/none.sock: no such file");
  });

  it("should end with 0 on a machine in order", async () => {
    const io = testIo(await engineEnv());
    expect(await main(["doctor"], io)).toBe(0);
    expect(io.out()).toContain("engine    99.0 at unix://");
  });

  it("should show a stack only with --verbose", async () => {
    const silent = testIo(NO_ENGINE);
    await main(["doctor", "--fix"], silent);
    expect(silent.err()).not.toContain("    at ");
    for (const args of [
      ["--verbose", "doctor", "--fix"],
      ["doctor", "--fix", "--verbose"],
    ]) {
      const io = testIo(NO_ENGINE);
      await main(args, io);
      expect(io.err()).toContain("    at ");
    }
  });

  it("should end with 130 or 143 when interrupted", async () => {
    for (const [name, code] of [
      ["SIGINT", 130],
      ["SIGTERM", 143],
    ] as const) {
      const io = testIo(NO_ENGINE, { signal: AbortSignal.abort(new Interrupt(name)) });
      expect(await main(["doctor"], io)).toBe(code);
      expect(io.err()).toBe(`error AT_ABORTED: interrupted by ${name}\n`);
    }
  });
});

describe("one JSON document on standard output", () => {
  const document = async (args: string[], env: NodeJS.ProcessEnv, signal?: AbortSignal) => {
    const io = testIo(env, signal && { signal });
    const code = await main(args, io);
    return { code, document: JSON.parse(io.out()) as Record<string, unknown> };
  };

  it("should be the report of the doctor, whatever it found", async () => {
    const fine = await document(["doctor", "--json"], await engineEnv());
    expect(fine).toMatchObject({
      code: 0,
      document: { ok: true, engine: { version: "99.0" }, failures: [] },
    });
    const none = await document(["doctor", "--json"], NO_ENGINE);
    expect(none).toMatchObject({
      code: 3,
      document: { ok: false, engine: null, places: [{ reason: "no such file" }], failures: [{ code: "AT_ENGINE" }] },
    });
  });

  it("should be there for an error, wrong use, help and an interruption as well", async () => {
    expect(await document(["doctor", "--json", "--fix"], NO_ENGINE)).toMatchObject({
      code: 3,
      document: { ok: false, failures: [{ code: "AT_ENGINE" }] },
    });
    expect(await document(["doctor", "--json", "--nonsense"], {})).toMatchObject({
      code: 2,
      document: { ok: false, failures: [{ code: "AT_USAGE", message: "unknown option '--nonsense'" }] },
    });
    expect(await document(["doctor", "--json", "--help"], {})).toMatchObject({ code: 0, document: { ok: true } });
    const signal = AbortSignal.abort(new Interrupt("SIGTERM"));
    expect(await document(["doctor", "--json", "--fix"], NO_ENGINE, signal)).toMatchObject({
      code: 143,
      document: { ok: false, failures: [{ code: "AT_ABORTED", message: "interrupted by SIGTERM" }] },
    });
  });

  it("should not be printed where --json stands behind the end of the options", async () => {
    const io = testIo();
    expect(await main(["doctor", "--", "--json"], io)).toBe(2);
    expect(io.out()).toBe("");
  });
});
