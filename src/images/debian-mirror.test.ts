import { describe, expect, it } from "vitest";
import { debianMirror, sourcesList } from "./debian-mirror.ts";
import { fakeHost } from "./testing/fake-host.ts";

const bookworm = "ID=debian\nVERSION_CODENAME=bookworm\n";
const standard = { archive: "http://deb.debian.org/debian", security: "http://deb.debian.org/debian-security" };

describe("the Debian mirror", () => {
  it("should be the public one elsewhere", () => {
    const ubuntu = {
      "/etc/os-release": "ID=ubuntu\nVERSION_CODENAME=noble\n",
      "/etc/apt/sources.list": "deb http://u noble main",
    };
    expect(debianMirror(fakeHost(ubuntu))).toEqual(standard);
    expect(debianMirror(fakeHost())).toEqual(standard);
  });

  it("should be that of a Debian's own sources, not of foreign repositories", () => {
    const files = {
      "/etc/os-release": bookworm,
      "/etc/apt/sources.list": "# deb http://old bookworm main\n",
      "/etc/apt/sources.list.d/a-node.list": "deb [signed-by=/k] https://deb.nodesource.example nodistro main\n",
      "/etc/apt/sources.list.d/b-docker.list": "deb https://docker.example bookworm stable\n",
      "/etc/apt/sources.list.d/debian.sources":
        "Types: deb\nURIs: https://off\nSuites: bookworm\nComponents: main\nEnabled: no\n\n" +
        "Types: deb deb-src\nURIs: https://corp/debian\nSuites: bookworm bookworm-updates\nComponents: main contrib\n\n" +
        "Types: deb\nURIs: https://corp/security\nSuites: bookworm-security\nComponents: main\n",
    };
    expect(debianMirror(fakeHost(files))).toEqual({
      archive: "https://corp/debian",
      security: "https://corp/security",
    });
  });

  it("should read one-line sources", () => {
    const sources = "deb [arch=amd64] http://m/debian bookworm main\n";
    const files = { "/etc/os-release": bookworm, "/etc/apt/sources.list": sources };
    expect(debianMirror(fakeHost(files))).toEqual({ archive: "http://m/debian", security: undefined });
  });

  it("should be the one that the user names", () => {
    const env = { AIRFLOW_TESTCONTAINERS_APT_MIRROR: "http://m" };
    expect(debianMirror(fakeHost({ "/etc/os-release": bookworm }, env))).toEqual({
      archive: "http://m",
      security: undefined,
    });
  });

  it("should become lines that trust Debian's keys only", () => {
    expect(sourcesList({ archive: "http://a", security: "http://s" }, "trixie")).toBe(
      "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://a trixie main\n" +
        "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://s trixie-security main\n",
    );
  });
});
