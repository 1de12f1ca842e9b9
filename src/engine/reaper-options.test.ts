import { describe, expect, it } from "vitest";
import { reaperOptions, reaperSettings } from "./reaper-options.ts";

const engine = { socketPath: "/run/docker.sock", bindAddress: "127.0.0.1" };

describe("the reaper's settings", () => {
  it("should have defaults", () => {
    expect(reaperSettings({})).toEqual({
      disabled: false,
      port: undefined,
      privileged: false,
      verbose: undefined,
      reconnectionTimeout: "5s",
    });
  });

  it("should obey the variables of testcontainers", () => {
    const env = {
      TESTCONTAINERS_RYUK_DISABLED: "true",
      TESTCONTAINERS_RYUK_PORT: "9999",
      TESTCONTAINERS_RYUK_PRIVILEGED: "true",
      TESTCONTAINERS_RYUK_VERBOSE: "true",
      TESTCONTAINERS_RYUK_RECONNECTION_TIMEOUT: "12s",
    };
    expect(reaperSettings(env)).toEqual({
      disabled: true,
      port: 9999,
      privileged: true,
      verbose: "true",
      reconnectionTimeout: "12s",
    });
  });
});

describe("the reaper's container", () => {
  const options = (env: NodeJS.ProcessEnv = {}) => reaperOptions(engine, "ryuk:1", "s1", reaperSettings(env));

  it("should be bound to the engine's bind address, remove itself, and mount the engine's socket", () => {
    expect(options().HostConfig).toEqual({
      AutoRemove: true,
      Privileged: false,
      Binds: ["/run/docker.sock:/var/run/docker.sock"],
      PortBindings: { "8080/tcp": [{ HostIp: "127.0.0.1", HostPort: "" }] },
    });
  });

  it("should not carry a label by which it would prune itself, nor be adopted by other processes", () => {
    const { Labels = {} } = options();
    expect(Labels).not.toHaveProperty("org.testcontainers.session-id");
    expect(Labels).not.toHaveProperty("airflow-testcontainers.session");
    expect(Labels).toMatchObject({ "org.testcontainers.ryuk": "true", TESTCONTAINERS_RYUK_TEST_LABEL: "true" });
  });

  it("should take the port and the verbosity that the user asks for", () => {
    const asked = options({ TESTCONTAINERS_RYUK_PORT: "9999", TESTCONTAINERS_RYUK_VERBOSE: "true" });
    expect(asked.HostConfig?.PortBindings).toEqual({ "8080/tcp": [{ HostIp: "127.0.0.1", HostPort: "9999" }] });
    expect(asked.Env).toContain("RYUK_VERBOSE=true");
  });
});
