import { describe, expect, it } from "vitest";
import { bindingFor, isLoopback } from "./bind-address.ts";

const lookup = async () => "10.1.2.3";

describe("where ports are bound", () => {
  it("should be the loopback interface of a local engine, without a warning", async () => {
    const loopback = { host: "127.0.0.1", bindAddress: "127.0.0.1" };
    expect(await bindingFor("localhost", {}, lookup)).toEqual(loopback);
    expect(await bindingFor("127.0.0.1", {}, lookup)).toEqual(loopback);
  });

  it("should be the address of any other engine, with a warning of one line", async () => {
    const warning = "published ports are bound to 10.1.2.3: others on that network reach them";
    expect(await bindingFor("build-host", {}, lookup)).toEqual({
      host: "build-host",
      bindAddress: "10.1.2.3",
      warning,
    });
    expect(await bindingFor("172.17.0.1", {}, lookup)).toMatchObject({ host: "172.17.0.1", bindAddress: "172.17.0.1" });
  });

  it("should not warn where a name leads back to this machine", async () => {
    const binding = await bindingFor("my-machine", {}, async () => "127.0.1.1");
    expect(binding).toEqual({ host: "my-machine", bindAddress: "127.0.1.1" });
  });

  it("should be what the user says", async () => {
    const env = { AIRFLOW_TESTCONTAINERS_BIND_ADDRESS: "10.0.0.9" };
    expect(await bindingFor("build-host", env, lookup)).toMatchObject({ host: "build-host", bindAddress: "10.0.0.9" });
    expect(await bindingFor("localhost", env, lookup)).toMatchObject({ host: "10.0.0.9", bindAddress: "10.0.0.9" });
  });

  it("should say that a host has no address to bind to", async () => {
    const failing = async () => {
      throw new Error("queryA ENODATA");
    };
    await expect(bindingFor("v6-only", {}, failing)).rejects.toMatchObject({ code: "AT_ENGINE" });
  });
});

describe("loopback", () => {
  it.each(["localhost", "127.0.0.1", "127.9.9.9", "::1", "[::1]"])("should be %s", (host) => {
    expect(isLoopback(host)).toBe(true);
  });
  it.each(["127.example.com", "0.0.0.0", "10.0.0.1", "::"])("should not be %s", (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});
