import { describe, expect, it } from "vitest";
import type { DeadPlace, FoundEngine } from "../find-engine.ts";
import type { FixFacts } from "./facts.ts";
import { planFix } from "./plan-fix.ts";

const dead = (failure: DeadPlace["failure"], reason: string, source = "known place"): DeadPlace => ({
  ok: false,
  place: { source, uri: "unix:///var/run/docker.sock" },
  failure,
  reason,
});

/** A fresh Debian machine without an init system, as root. */
const fresh: FixFacts = {
  forbidden: false,
  platform: "linux",
  root: true,
  user: "root",
  distribution: "Debian GNU/Linux 12 (bookworm)",
  debianLike: true,
  search: { named: false, dead: [dead("missing", "no such file")] },
  programs: {},
  dockerdRuns: false,
  init: "none",
  cgroupsMounted: true,
  privileged: true,
  packageLists: true,
  stalePidFiles: [],
};

const APT = "-q -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0";
const INSTALL = `apt-get install -y --no-remove --no-install-recommends ${APT} docker.io iptables`;

function plan(changed: Partial<FixFacts>) {
  const made = planFix({ ...fresh, ...changed });
  return made.kind === "steps" ? made.steps.map(({ argv }) => argv.join(" ")) : made;
}

describe("a machine without an engine", () => {
  it("should get the distribution's engine, started without an init system", () => {
    expect(plan({})).toEqual([INSTALL, "dockerd"]);
  });

  it("should get it started by the init system that there is", () => {
    expect(plan({ init: "systemd" })).toEqual([INSTALL, "systemctl start docker"]);
    expect(plan({ init: "sysvinit" })).toEqual([INSTALL, "service docker start"]);
  });

  it("should first learn which packages there are, where apt knows none", () => {
    expect(plan({ packageLists: false })).toEqual([`apt-get update ${APT}`, INSTALL, "dockerd"]);
  });

  it("should be left alone without control groups, before anything is installed", () => {
    expect(plan({ cgroupsMounted: false })).toMatchObject({
      kind: "refuse",
      try: "mount -t cgroup2 cgroup2 /sys/fs/cgroup",
    });
    expect(plan({ cgroupsMounted: false, init: "systemd" })).toContain("systemctl start docker");
  });
});

describe("a machine with an engine that is stopped", () => {
  it("should have dockerd started, and nothing installed", () => {
    const programs = { dockerd: "/usr/sbin/dockerd", containerd: "/usr/bin/containerd" };
    expect(plan({ programs })).toEqual(["dockerd"]);
    expect(plan({ programs, init: "systemd" })).toEqual(["systemctl start docker"]);
    expect(plan({ programs, init: "sysvinit" })).toEqual(["service docker start"]);
    expect(plan({ programs: { dockerd: "/snap/bin/docker.dockerd" }, init: "systemd" })).toEqual(["snap start docker"]);
  });

  it("should have PID files removed that a dead engine left", () => {
    const programs = { dockerd: "/usr/sbin/dockerd" };
    const stalePidFiles = ["/var/run/docker.pid"];
    expect(plan({ programs, stalePidFiles })).toEqual(["rm -f /var/run/docker.pid", "dockerd"]);
    expect(plan({ programs, stalePidFiles, dockerdRuns: true })).toEqual(["dockerd"]);
  });

  it("should have podman started where that is the engine, and be told to name it", () => {
    const programs = { podman: "/usr/bin/podman" };
    expect(planFix({ ...fresh, programs, init: "systemd" })).toEqual({
      kind: "steps",
      steps: [{ kind: "run", argv: ["systemctl", "start", "podman.socket"] }],
      mustBeNamed: "unix:///run/podman/podman.sock",
    });
    expect(plan({ programs })).toEqual(["podman system service --time=0 unix:///run/podman/podman.sock"]);
  });

  it("should be left alone where containerd is all there is", () => {
    expect(plan({ programs: { containerd: "/usr/bin/containerd" } })).toMatchObject({
      kind: "refuse",
      reason: expect.stringContaining("/usr/bin/containerd is installed"),
    });
  });
});

describe("a machine that is not ours to change", () => {
  it("should be left alone where an engine answers", () => {
    const found = { ok: true, place: { source: "known place", uri: "unix:///run/docker.sock" } } as FoundEngine;
    expect(plan({ search: { named: false, found, dead: [] }, forbidden: true, root: false })).toEqual({
      kind: "nothing",
      found,
    });
  });

  it("should be left alone where an engine is named", () => {
    const search = { named: true, dead: [dead("timeout", "no answer in 5 s", "DOCKER_HOST")] };
    expect(plan({ search, programs: { dockerd: "/usr/sbin/dockerd" } })).toMatchObject({
      kind: "refuse",
      reason:
        "an engine is named and does not answer (DOCKER_HOST: unix:///var/run/docker.sock: no answer in 5 s); nothing is installed beside it",
    });
  });

  it("should be left alone where AIRFLOW_TESTCONTAINERS_NO_FIX says so, in one line", () => {
    expect(plan({ forbidden: true })).toEqual({
      kind: "refuse",
      reason: "no engine answers, and AIRFLOW_TESTCONTAINERS_NO_FIX=1 forbids to install or start one",
      try: undefined,
    });
  });

  it.each([
    [{ platform: "darwin" }, "this is darwin"],
    [{ debianLike: false, distribution: "Fedora Linux 44" }, "this is Fedora Linux 44"],
    [{ root: false }, "needs root"],
    [{ privileged: false }, "this is a container that may not run containers"],
  ])("should be left alone with %j", (changed, reason) => {
    expect(plan(changed)).toMatchObject({ kind: "refuse", reason: expect.stringContaining(reason) });
    expect(plan({ ...changed, programs: { dockerd: "/usr/sbin/dockerd" } })).toMatchObject({ kind: "refuse" });
  });

  it("should be told of the docker group where an engine is there and not open to us", () => {
    const search = { named: false, dead: [dead("permission", "permission denied")] };
    expect(plan({ search, root: false, user: "ada" })).toMatchObject({
      kind: "refuse",
      try: expect.stringContaining("usermod -aG docker ada"),
    });
  });
});

describe("every plan", () => {
  const machines: Partial<FixFacts>[] = [{}, { packageLists: false }, { init: "systemd" }, { init: "sysvinit" }];

  it("should install nothing but docker.io and iptables, and remove nothing", () => {
    for (const machine of machines) {
      const steps = plan(machine) as string[];
      const installs = steps.filter((step) => step.includes("install"));
      expect(installs).toHaveLength(1);
      expect(installs[0]).toContain("--no-remove");
      expect(installs[0]?.split("Dpkg::Use-Pty=0 ")[1]).toBe("docker.io iptables");
    }
  });
});
