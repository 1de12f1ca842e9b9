import { describe, expect, it } from "vitest";
import { findings } from "./findings.ts";
import type { EngineReport, Machine } from "./machine.ts";

const GiB = 1024 ** 3;
const engine: EngineReport = {
  uri: "unix:///var/run/docker.sock",
  name: "fake",
  operatingSystem: "Fakix",
  version: "99.0",
  apiVersion: "1.99",
  architecture: "amd64",
  cpus: 4,
  memoryBytes: 8 * GiB,
  local: true,
  disk: { path: "/var/lib/docker", freeBytes: 50 * GiB },
  clockAheadMs: 0,
  host: "127.0.0.1",
  bindAddress: "127.0.0.1",
};
const machine: Machine = {
  node: "v24",
  platform: "linux x64",
  search: { named: false, dead: [] },
  engine,
  loopback: true,
};
const texts = (changed: Partial<EngineReport>) => findings({ ...machine, engine: { ...engine, ...changed } });

describe("what is wrong with a machine", () => {
  it("should be nothing where all is well", () => {
    expect(findings(machine)).toEqual([]);
  });

  it("should be that no engine answers, with every place and what helps", () => {
    const dead = [
      {
        ok: false as const,
        place: { source: "known place", uri: "unix:///var/run/docker.sock" },
        failure: "missing" as const,
        reason: "no such file",
      },
    ];
    expect(findings({ ...machine, engine: undefined, search: { named: false, dead } })).toEqual([
      {
        level: "error",
        text: "no container engine answers on this machine\nunix:///var/run/docker.sock: no such file",
        try: expect.stringContaining("doctor --fix"),
      },
    ]);
  });

  it("should be an engine that is too old", () => {
    expect(texts({ apiVersion: "1.40" })[0]).toMatchObject({
      level: "error",
      text: "the engine speaks API 1.40; 1.41 or later (Docker 20.10) is needed",
    });
  });

  it("should be little memory and disk, and open ports, as warnings", () => {
    const found = texts({ memoryBytes: 2 * GiB, disk: { path: "/", freeBytes: GiB }, bindWarning: "ports are open" });
    expect(found.map(({ level, text }) => `${level}: ${text}`)).toEqual([
      "warning: the engine has 2.0 GiB of memory; less than 4 GiB may get components killed",
      "warning: 1.0 GiB free on the disk of /; images and databases want 5 GiB",
      "warning: ports are open",
    ]);
  });

  it("should be a clock that is off", () => {
    expect(texts({ clockAheadMs: 61_000 })[0]?.text).toContain("the engine's clock is 61 s ahead of ours");
    expect(texts({ clockAheadMs: -61_000 })[0]?.text).toContain("61 s behind ours");
    expect(texts({ clockAheadMs: 4_000 })).toEqual([]);
  });

  it("should be a loopback interface without a port to bind", () => {
    expect(findings({ ...machine, loopback: false })[0]).toMatchObject({
      level: "error",
      text: "no port of 127.0.0.1 can be bound",
    });
  });
});
