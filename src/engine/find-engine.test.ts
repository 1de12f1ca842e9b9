import { rmSync } from "node:fs";
import { describe, expect, it, onTestFinished } from "vitest";
import { apiAtLeast, findEngine, noEngine, searchEngine } from "./find-engine.ts";
import type { ProbeFailure } from "./probe.ts";
import { type Answer, fakeEngine, healthy } from "./testing/fake-engine.ts";

const nowhere = { platform: "linux" as const, home: "/nonexistent", uid: 4242, properties: {} };
const named = (uri: string) => ({ ...nowhere, env: { DOCKER_HOST: uri } });

async function started(answers?: Record<string, Answer>) {
  const engine = await fakeEngine(answers);
  onTestFinished(engine.close);
  return engine;
}

describe("the search for an engine", () => {
  it("should find the one that is named", async () => {
    const engine = await started();
    expect(await findEngine(named(engine.uri))).toMatchObject({ ok: true, place: { uri: engine.uri } });
  });

  it("should try nothing besides a named one", async () => {
    const search = await searchEngine(named("unix:///nonexistent/none.sock"));
    expect(search.named).toBe(true);
    expect(search.found).toBeUndefined();
    expect(search.dead).toHaveLength(1);
  });

  it("should tell the places it passed over", async () => {
    const dead = await started();
    rmSync(dead.path);
    const alive = await started();
    const search = await searchEngine({ ...nowhere, properties: { tcHost: dead.uri, dockerHost: alive.uri }, env: {} });
    expect(search.found?.place.uri).toBe(alive.uri);
    expect(search.dead.map(({ reason }) => reason)).toEqual(["no such file"]);
  });

  it("should refuse an engine that is too old, with the version found", async () => {
    const old = await started({ ...healthy, "/version": { Version: "19.03.15", ApiVersion: "1.40", Arch: "amd64" } });
    await expect(findEngine(named(old.uri))).rejects.toMatchObject({
      code: "AT_ENGINE",
      parts: {
        expected: "engine API 1.41 or later (Docker 20.10)",
        observed: "engine API 1.40 (version 19.03.15)",
      },
    });
  });
});

describe("the error of a search that found nothing", () => {
  const dead = (uri: string, failure: ProbeFailure, reason: string, source = "known place") => ({
    ok: false as const,
    place: { uri, source },
    failure,
    reason,
  });

  it("should list every place and why it failed, and name the command that helps", () => {
    const error = noEngine({
      named: false,
      dead: [
        dead("unix:///var/run/docker.sock", "missing", "no such file"),
        dead("unix:///run/user/0/docker.sock", "refused", "connection refused"),
      ],
    });
    expect(error.message).toMatchInlineSnapshot(`
      "no container engine answers on this machine
        expected  an engine at one of the places that testcontainers knows
        observed  unix:///var/run/docker.sock: no such file
                  unix:///run/user/0/docker.sock: connection refused
        try       start your engine, or have Debian's or Ubuntu's installed and started: airflow-testcontainers doctor --fix"
    `);
  });

  it("should tell how to be let in where permission is lacking", () => {
    const barred = [dead("unix:///var/run/docker.sock", "permission", "permission denied")];
    expect(noEngine({ named: false, dead: barred }, "ada").parts.try).toBe(
      "sudo usermod -aG docker ada, then log in again (or as root): unix:///var/run/docker.sock is not open to ada",
    );
  });

  it("should name the variable of a named engine, and not offer to install another", () => {
    const error = noEngine({
      named: true,
      dead: [dead("tcp://gone:2375", "timeout", "no answer in 5 s", "DOCKER_HOST")],
    });
    expect(error.parts.observed).toBe("DOCKER_HOST: tcp://gone:2375: no answer in 5 s");
    expect(error.parts.try).not.toContain("--fix");
  });

  it("should point to the engine of the docker command's context", () => {
    const context = { name: "colima", uri: "unix:///home/ada/.colima/docker.sock" };
    expect(noEngine({ named: false, dead: [] }, "ada", context).parts.try).toContain(
      "DOCKER_HOST=unix:///home/ada/.colima",
    );
  });
});

describe("API versions", () => {
  it.each([
    ["1.41", true],
    ["1.100", true],
    ["2.0", true],
    ["1.40", false],
    ["1.5", false],
    ["", false],
  ])("should judge %s against 1.41", (version, enough) => {
    expect(apiAtLeast(version, "1.41")).toBe(enough);
  });
});
