import { describe, expect, it } from "vitest";
import { findProgram, systemPath } from "./programs.ts";

describe("programs of the system", () => {
  it("should be found in the PATH first, then in the system's folders", () => {
    const having =
      (...paths: string[]) =>
      (path: string) =>
        paths.includes(path);
    const env = { PATH: "/opt/bin" };
    expect(findProgram("dockerd", env, having("/usr/sbin/dockerd", "/opt/bin/dockerd"))).toBe("/opt/bin/dockerd");
    expect(findProgram("dockerd", env, having("/usr/sbin/dockerd"))).toBe("/usr/sbin/dockerd");
    expect(findProgram("dockerd", {}, having("/snap/bin/dockerd"))).toBe("/snap/bin/dockerd");
    expect(findProgram("dockerd", env, having())).toBeUndefined();
  });

  it("should be found on this machine as well", () => {
    expect(findProgram("sh", {})).toMatch(/\/sh$/);
    expect(findProgram("no-such-program-at-all", {})).toBeUndefined();
  });

  it("should not name a folder twice", () => {
    expect(
      systemPath({ PATH: "/usr/bin:/opt/bin" })
        .split(":")
        .filter((folder) => folder === "/usr/bin"),
    ).toHaveLength(1);
  });
});
