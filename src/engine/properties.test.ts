import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseProperties, readProperties } from "./properties.ts";

describe("properties of testcontainers", () => {
  it("should know the keys of the engine and skip comments, blanks and the rest", () => {
    const text = [
      "# docker.host=tcp://comment:1",
      "; tc.host=tcp://comment:2",
      "docker.host = tcp://build-host:2376 ",
      "docker.tls.verify=1",
      "docker.cert.path=/etc/certs=prod",
      "ryuk.disabled=true",
      "",
    ].join("\r\n");
    expect(parseProperties(text)).toEqual({
      tcHost: undefined,
      dockerHost: "tcp://build-host:2376",
      tlsVerify: "1",
      certPath: "/etc/certs=prod",
    });
  });

  it("should take an empty host for none", () => {
    expect(parseProperties("docker.host=\ntc.host=")).toMatchObject({ dockerHost: undefined, tcHost: undefined });
  });

  it("should read the file of the home folder, and say nothing where there is none", () => {
    const home = mkdtempSync(join(tmpdir(), "home-"));
    try {
      expect(readProperties(home)).toEqual({});
      writeFileSync(join(home, ".testcontainers.properties"), "tc.host=tcp://127.0.0.1:9999");
      expect(readProperties(home).tcHost).toBe("tcp://127.0.0.1:9999");
    } finally {
      rmSync(home, { recursive: true });
    }
  });
});
