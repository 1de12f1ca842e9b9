import { describe, expect, it } from "vitest";
import { machineAccess } from "./machine-access.ts";
import { fakeHost } from "./testing/fake-host.ts";

const certificate = "-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n";
const contentOf = (access: ReturnType<typeof machineAccess>, path: string) =>
  access.files.find((file) => file.path === path)?.content;

describe("what a build gets from this machine", () => {
  it("should hold proxies in the spelling that they have", () => {
    const env = { https_proxy: "http://u:p@proxy:3128", NO_PROXY: "localhost", HOME: "/home/me", SECRET: "x" };
    const access = machineAccess(fakeHost({ "/etc/ssl/cert.pem": certificate }, env));
    expect(access.env).toMatchObject({ https_proxy: "http://u:p@proxy:3128", NO_PROXY: "localhost" });
    expect(access.env).not.toHaveProperty("SECRET");
  });

  it("should point every tool to the certificates", () => {
    const access = machineAccess(fakeHost({ "/etc/ssl/cert.pem": certificate }));
    expect(contentOf(access, "ca.pem")).toBe(certificate);
    expect(access.env).toMatchObject({ SSL_CERT_FILE: "/mnt/machine/ca.pem", PIP_CERT: "/mnt/machine/ca.pem" });
    expect(contentOf(access, "apt.conf")).toContain('Acquire::https::CaInfo "/mnt/machine/ca.pem";');
  });

  it("should take apt's proxies and credentials, and nothing that runs commands", () => {
    const apt = [
      'Acquire::http::Proxy "http://proxy:3128";',
      'Acquire::https::Timeout "20";',
      'Acquire::https::mirror.example::Verify-Peer "false";',
      'Acquire::http::Proxy-Auto-Detect "";',
      'DPkg::Post-Invoke:: "rm -rf /";',
      'Acquire::Check-Valid-Until "false";',
    ].join("\n");
    const files = {
      "/etc/ssl/cert.pem": certificate,
      "/etc/apt/auth.conf.d/corp.conf": "machine m login l password p",
    };
    const access = machineAccess(fakeHost(files, {}, apt));
    const conf = String(contentOf(access, "apt.conf")).split("\n");
    expect(conf).toContain('Acquire::http::Proxy "http://proxy:3128";');
    expect(conf).toContain('Acquire::https::Timeout "20";');
    expect(conf).toContain('Acquire::https::mirror.example::Verify-Peer "false";');
    expect(conf).toContain('Dir::Etc::netrc "/mnt/machine/apt-auth.conf";');
    expect(conf.join("\n")).not.toMatch(/Post-Invoke|Auto-Detect|Check-Valid/);
    expect(contentOf(access, "apt-auth.conf")).toBe("machine m login l password p");
  });

  it("should keep apt's own files on the build's volume", () => {
    const conf = String(contentOf(machineAccess(fakeHost({ "/etc/ssl/cert.pem": certificate })), "apt.conf"));
    const folders = [...conf.matchAll(/^Dir::\S+ "(.*)";$/gm)].map(([, path]) => path).filter(Boolean);
    expect(folders.length).toBeGreaterThan(4);
    expect(folders.filter((path) => !/^\/(mnt|dev\/null)/.test(path ?? ""))).toEqual([]);
  });
});
