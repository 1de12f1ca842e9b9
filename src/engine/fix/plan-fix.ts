import { describe, type FoundEngine, noEngine } from "../find-engine.ts";
import type { FixFacts } from "./facts.ts";

/** Log of a dockerd that we start ourselves. */
export const DOCKERD_LOG = "/var/log/airflow-testcontainers-dockerd.log";

/** Socket of a podman service, at its usual place. */
const PODMAN_SOCKET = "/run/podman/podman.sock";

// Waits for another apt, and prints lines instead of a progress bar.
const APT_OPTIONS = ["-q", "-o", "DPkg::Lock::Timeout=120", "-o", "Dpkg::Use-Pty=0"];

/** One thing that is done, shown before it is done. */
export type FixStep =
  /** A command that ends. `install`: after a failure the package lists are updated and it is run once more. */
  | { readonly kind: "run" | "install"; readonly argv: readonly string[] }
  /** A program that goes on by itself; not started where one runs already. */
  | { readonly kind: "daemon"; readonly argv: readonly string[]; readonly log: string };

/** What `doctor --fix` is going to do. */
export type FixPlan =
  | { readonly kind: "nothing"; readonly found: FoundEngine }
  | { readonly kind: "refuse"; readonly reason: string; readonly try?: string }
  | {
      readonly kind: "steps";
      readonly steps: readonly FixStep[];
      /** The engine that answers afterwards where testcontainers does not look for it by itself. */
      readonly mustBeNamed?: string;
    };

/** Decides, from facts alone, how an engine comes to answer on a machine, or why we keep our hands off. */
export function planFix(facts: FixFacts): FixPlan {
  const { found, named, dead } = facts.search;
  if (found) return { kind: "nothing", found };
  if (named) {
    const places = dead.map(describe).join("; ");
    return refuse(`an engine is named and does not answer (${places}); nothing is installed beside it`);
  }
  const barred = dead.find(({ failure }) => failure === "permission");
  if (barred && !facts.root) {
    const { what, parts } = noEngine(facts.search, facts.user);
    return refuse(`${what}: ${describe(barred)}`, parts.try);
  }
  if (facts.forbidden)
    return refuse("no engine answers, and AIRFLOW_TESTCONTAINERS_NO_FIX=1 forbids to install or start one");
  if (facts.platform !== "linux" || !facts.debianLike) {
    const where = facts.platform === "linux" ? facts.distribution : facts.platform;
    return refuse(
      `only Debian's and Ubuntu's engine can be installed and started; this is ${where}`,
      "start your engine",
    );
  }
  if (!facts.root)
    return refuse("installing and starting an engine needs root", "sudo airflow-testcontainers doctor --fix");
  if (!facts.privileged) {
    return refuse(
      "this is a container that may not run containers of its own (CAP_SYS_ADMIN and CAP_NET_ADMIN are missing)",
      "mount the engine's socket into it, or run it with --privileged",
    );
  }
  if (facts.programs.dockerd) return startDockerd(facts);
  if (facts.programs.podman) return startPodman(facts);
  if (facts.programs.containerd) {
    return refuse(
      `${facts.programs.containerd} is installed, which does not speak Docker's API; nothing is installed beside it`,
      "apt-get install docker.io, which can use it",
    );
  }
  return install(facts);
}

/** The command that installs packages, removing none. */
export function installCommand(...packages: string[]): FixStep {
  const options = ["-y", "--no-remove", "--no-install-recommends", ...APT_OPTIONS];
  return { kind: "install", argv: ["apt-get", "install", ...options, ...packages] };
}

/** The command that lets apt know which packages there are. */
export const updateCommand: FixStep = {
  kind: "run",
  argv: ["apt-get", "update", ...APT_OPTIONS],
};

function install(facts: FixFacts): FixPlan {
  const start = startDockerd(facts);
  if (start.kind !== "steps") return start;
  const update = facts.packageLists ? [] : [updateCommand];
  return { kind: "steps", steps: [...update, installCommand("docker.io", "iptables"), ...start.steps] };
}

function startDockerd(facts: FixFacts): FixPlan {
  if (facts.programs.dockerd?.includes("/snap/")) return steps({ kind: "run", argv: ["snap", "start", "docker"] });
  switch (facts.init) {
    case "systemd":
      return steps({ kind: "run", argv: ["systemctl", "start", "docker"] });
    case "sysvinit":
      return steps({ kind: "run", argv: ["service", "docker", "start"] });
    case "none": {
      if (!facts.cgroupsMounted) {
        return refuse("no control groups are mounted on /sys/fs/cgroup", "mount -t cgroup2 cgroup2 /sys/fs/cgroup");
      }
      const stale = facts.dockerdRuns ? [] : facts.stalePidFiles;
      return steps(...(stale.length > 0 ? [{ kind: "run" as const, argv: ["rm", "-f", ...stale] }] : []), {
        kind: "daemon",
        argv: ["dockerd"],
        log: DOCKERD_LOG,
      });
    }
    default:
      return facts.init satisfies never;
  }
}

function startPodman(facts: FixFacts): FixPlan {
  const uri = `unix://${PODMAN_SOCKET}`;
  const step: FixStep =
    facts.init === "systemd"
      ? { kind: "run", argv: ["systemctl", "start", "podman.socket"] }
      : {
          kind: "daemon",
          argv: ["podman", "system", "service", "--time=0", uri],
          log: "/var/log/airflow-testcontainers-podman.log",
        };
  return { kind: "steps", steps: [step], mustBeNamed: uri };
}

function steps(...list: FixStep[]): FixPlan {
  return { kind: "steps", steps: list };
}

function refuse(reason: string, advice?: string): FixPlan {
  return { kind: "refuse", reason, try: advice };
}
