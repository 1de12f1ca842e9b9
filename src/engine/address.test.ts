import { describe, expect, it } from "vitest";
import { addressOf } from "./address.ts";

const address = (uri: string, more = {}) =>
  addressOf({ source: "DOCKER_HOST", uri, ...more }, () => Buffer.from("pem"));

describe("address of an engine", () => {
  it.each([
    ["unix:///var/run/docker.sock", { socketPath: "/var/run/docker.sock", host: undefined }],
    ["npipe:////./pipe/docker_engine", { socketPath: "//./pipe/docker_engine" }],
    ["tcp://build-host:2375", { host: "build-host", port: "2375", protocol: "http", socketPath: undefined }],
    ["tcp://[fd00::1]:2375", { host: "fd00::1", port: "2375" }],
    ["http://10.0.0.1:2375", { host: "10.0.0.1", protocol: "http" }],
  ])("should read %s", (uri, options) => {
    expect(address(uri)).toMatchObject({ ok: true, options });
  });

  it("should use certificates and TLS where they are asked for", () => {
    const certificate = Buffer.from("pem");
    expect(address("tcp://h:2376", { certPath: "/certs" })).toMatchObject({
      options: { protocol: "https", ca: certificate, cert: certificate, key: certificate },
    });
    expect(address("tcp://h:2376", { tls: true })).toMatchObject({ options: { protocol: "https" } });
  });

  it.each([
    ["/var/run/docker.sock", "not a URL; expected unix:///path/to/docker.sock or tcp://host:port"],
    ["unix://var/run/docker.sock", "unix:// needs three slashes: unix:///var/run/docker.sock"],
    ["unix:///", "no path to a socket in it"],
    ["tcp://", "no host in it; expected tcp://host:port"],
    [
      "ssh://me@host",
      "ssh:// is not supported by testcontainers; forward the socket (ssh -L) and name that, or use tcp://",
    ],
    ["ftp://host", "ftp:// is not supported; expected unix:// or tcp://"],
  ])("should say what is wrong with %s", (uri, reason) => {
    expect(address(uri)).toEqual({ ok: false, reason });
  });

  it("should name the certificate that cannot be read", () => {
    const unreadable = addressOf({ source: "DOCKER_HOST", uri: "tcp://h:2376", certPath: "/certs" }, (path) => {
      throw new Error(`ENOENT: ${path}`);
    });
    expect(unreadable).toEqual({ ok: false, reason: "its TLS certificates cannot be read: ENOENT: /certs/ca.pem" });
  });
});
