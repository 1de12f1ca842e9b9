import { describe, expect, it } from "vitest";
import type { Machine } from "../engine/machine.ts";
import { renderMachine } from "./doctor-report.ts";

const GiB = 1024 ** 3;
const machine: Machine = {
  node: "v24.1.0",
  platform: "linux x64",
  loopback: true,
  search: { named: false, dead: [] },
  engine: {
    uri: "unix:///var/run/docker.sock",
    name: "box",
    operatingSystem: "Debian GNU/Linux 13",
    version: "26.1.5",
    apiVersion: "1.45",
    architecture: "amd64",
    cpus: 8,
    memoryBytes: 16 * GiB,
    local: true,
    disk: { path: "/var/lib/docker", freeBytes: 40.5 * GiB },
    clockAheadMs: 0,
    host: "127.0.0.1",
    bindAddress: "127.0.0.1",
  },
};
const images = [
  { service: "airflow", image: "apache/airflow:3", state: "present" },
  { service: "ryuk", image: "testcontainers/ryuk:0.14.0", state: "not present" },
];

describe("report of the doctor", () => {
  it("should show the engine, the machine and the images", () => {
    expect(renderMachine(machine, images, [])).toMatchInlineSnapshot(`
      "engine    26.1.5 at unix:///var/run/docker.sock on box (Debian GNU/Linux 13)
      API       1.45, amd64
      CPUs      8
      memory    16.0 GiB
      disk      40.5 GiB free at /var/lib/docker
      clock     agrees with ours
      ports     bound to 127.0.0.1, reached at 127.0.0.1
      loopback  a port of 127.0.0.1 can be bound
      node      v24.1.0 on linux x64
      images    airflow  apache/airflow:3: present
                ryuk     testcontainers/ryuk:0.14.0: not present

      Nothing is wrong: a cluster can be started.
      "
    `);
  });

  it("should say in words what is wrong, and what helps", () => {
    const found = [{ level: "error" as const, text: "no engine\nunix:///a: no such file", try: "start one" }];
    expect(renderMachine({ ...machine, engine: undefined, loopback: false }, [], found)).toMatchInlineSnapshot(`
      "loopback  no port of 127.0.0.1 can be bound
      node      v24.1.0 on linux x64

      error     no engine
                unix:///a: no such file
      try       start one
      "
    `);
  });
});
