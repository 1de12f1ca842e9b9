import { describe, expect, it } from "vitest";
import { collectFacts, type FactSources, isDebianLike } from "./facts.ts";

const DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n';

function sources(
  files: Record<string, string>,
  folders: Record<string, string[]> = {},
  more: FactSources = {},
): FactSources {
  const read =
    <T>(from: Record<string, T>) =>
    (path: string): T => {
      const value = from[path];
      if (value === undefined) throw new Error(`ENOENT ${path}`);
      return value;
    };
  return {
    env: {},
    platform: "linux",
    uid: 0,
    user: "root",
    readText: read(files),
    list: read(folders),
    program: () => undefined,
    search: async () => ({ named: false, dead: [] }),
    ...more,
  };
}

describe("facts for a fix", () => {
  it("should be those of a fresh Debian without an init system", async () => {
    const files = {
      "/etc/os-release": DEBIAN,
      "/proc/1/comm": "bash\n",
      "/proc/mounts": "cgroup2 /sys/fs/cgroup cgroup2 rw 0 0\n",
      "/proc/self/status": "CapEff:\t000001ffffffffff\n",
    };
    expect(await collectFacts(sources(files))).toEqual({
      forbidden: false,
      platform: "linux",
      root: true,
      user: "root",
      distribution: "Debian GNU/Linux 12 (bookworm)",
      debianLike: true,
      search: { named: false, dead: [] },
      programs: { dockerd: undefined, podman: undefined, containerd: undefined },
      dockerdRuns: false,
      init: "none",
      cgroupsMounted: true,
      privileged: true,
      packageLists: false,
      stalePidFiles: [],
    });
  });

  it("should know the init system", async () => {
    const init = async (files: Record<string, string>, folders: Record<string, string[]>) =>
      (await collectFacts(sources(files, folders))).init;
    expect(await init({}, { "/run/systemd": ["system"] })).toBe("systemd");
    expect(await init({ "/proc/1/comm": "init", "/etc/inittab": "id:2:initdefault:" }, {})).toBe("sysvinit");
    expect(await init({ "/proc/1/comm": "init" }, { "/run": ["openrc"] })).toBe("sysvinit");
    expect(await init({ "/proc/1/comm": "init" }, { "/run": [] })).toBe("none");
  });

  it("should see a container without privileges", async () => {
    const { privileged } = await collectFacts(sources({ "/proc/self/status": "CapEff:\t00000000a80425fb\n" }));
    expect(privileged).toBe(false);
  });

  it("should see cgroups of both versions, and their absence", async () => {
    const mounted = async (mounts: string) => (await collectFacts(sources({ "/proc/mounts": mounts }))).cgroupsMounted;
    expect(await mounted("cgroup /sys/fs/cgroup/memory cgroup rw 0 0")).toBe(true);
    expect(await mounted("sysfs /sys sysfs rw 0 0")).toBe(false);
  });

  it("should see programs, the snap's dockerd too", async () => {
    const program = (name: string) => (name === "docker.dockerd" ? "/snap/bin/docker.dockerd" : undefined);
    expect((await collectFacts(sources({}, {}, { program }))).programs.dockerd).toBe("/snap/bin/docker.dockerd");
  });

  it("should not take a docker client for an engine", async () => {
    const program = (name: string) => (name === "docker" ? "/usr/bin/docker" : undefined);
    expect(Object.values((await collectFacts(sources({}, {}, { program }))).programs).filter(Boolean)).toEqual([]);
  });

  it("should see a dockerd that runs, and PID files of one that does not", async () => {
    const folders = { "/proc": ["1", "42", "77", "self"] };
    const files = { "/proc/1/comm": "bash", "/proc/42/comm": "postgres", "/var/run/docker.pid": "42" };
    expect(await collectFacts(sources(files, folders))).toMatchObject({
      dockerdRuns: false,
      stalePidFiles: ["/var/run/docker.pid"],
    });
    expect(await collectFacts(sources({ ...files, "/proc/42/comm": "dockerd\n" }, folders))).toMatchObject({
      dockerdRuns: true,
      stalePidFiles: [],
    });
    expect(await collectFacts(sources({ "/var/run/docker.pid": "4711" }, folders))).toMatchObject({
      stalePidFiles: [],
    });
  });

  it("should know whether apt knows packages", async () => {
    const lists = async (names: string[]) =>
      (await collectFacts(sources({}, { "/var/lib/apt/lists": names }))).packageLists;
    expect(await lists(["lock", "deb.debian.org_debian_dists_trixie_main_binary-amd64_Packages.lz4"])).toBe(true);
    expect(await lists(["lock", "partial"])).toBe(false);
  });

  it("should obey AIRFLOW_TESTCONTAINERS_NO_FIX", async () => {
    const env = { AIRFLOW_TESTCONTAINERS_NO_FIX: "1" };
    expect((await collectFacts(sources({}, {}, { env }))).forbidden).toBe(true);
  });
});

describe("distributions", () => {
  it.each([
    ["ID=debian", true],
    ["ID=ubuntu\nID_LIKE=debian", true],
    ['ID=linuxmint\nID_LIKE="ubuntu debian"', true],
    ['ID="fedora"', false],
    ["ID=debianesque", false],
    ["", false],
  ])("should judge %j", (release, expected) => {
    expect(isDebianLike(release)).toBe(expected);
  });
});
