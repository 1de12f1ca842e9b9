import { readdirSync, readFileSync } from "node:fs";
import { type Search, searchEngine } from "../find-engine.ts";
import { userName } from "../user.ts";
import { findProgram } from "./programs.ts";

/** What starts services on a machine. */
export type Init = "systemd" | "sysvinit" | "none";

/** Engine programs that may be installed; a docker client alone is no engine. */
type EngineProgram = "dockerd" | "podman" | "containerd";

/** Everything that decides what `doctor --fix` may do. */
export interface FixFacts {
  /** AIRFLOW_TESTCONTAINERS_NO_FIX=1 */
  readonly forbidden: boolean;
  readonly platform: string;
  readonly root: boolean;
  readonly user: string;
  /** Name of the distribution, for people. */
  readonly distribution: string;
  readonly debianLike: boolean;
  readonly search: Search;
  /** Where each engine program is installed. */
  readonly programs: Readonly<Partial<Record<EngineProgram, string>>>;
  readonly dockerdRuns: boolean;
  readonly init: Init;
  readonly cgroupsMounted: boolean;
  /** Whether we may set up namespaces and networks; root in a container without privileges may not. */
  readonly privileged: boolean;
  /** Whether apt knows packages, that is, has been updated once. */
  readonly packageLists: boolean;
  /** PID files of an engine that is gone; they keep a new one from starting. */
  readonly stalePidFiles: readonly string[];
}

/** The files and programs that are looked at; by default this machine's. */
export interface FactSources {
  env?: NodeJS.ProcessEnv;
  platform?: string;
  uid?: number;
  user?: string;
  readText?: (path: string) => string;
  list?: (path: string) => string[];
  program?: (name: string) => string | undefined;
  search?: () => Promise<Search>;
  signal?: AbortSignal;
}

const CAP_NET_ADMIN = 12n;
const CAP_SYS_ADMIN = 21n;
const PID_FILES = { "/var/run/docker.pid": "dockerd", "/var/run/docker/containerd/containerd.pid": "containerd" };

/** Collects the facts; changes nothing. */
export async function collectFacts(sources: FactSources = {}): Promise<FixFacts> {
  const { env = process.env, platform = process.platform, uid = process.getuid?.() ?? -1, user = userName() } = sources;
  const {
    program = (name: string) => findProgram(name, env),
    search = () => searchEngine({ env, signal: sources.signal }),
  } = sources;
  const read = quiet(sources.readText ?? ((path) => readFileSync(path, "utf8")), "");
  const list = quiet(sources.list ?? ((path) => readdirSync(path)), [] as string[]);
  const release = read("/etc/os-release");
  const processes = list("/proc").filter((name) => /^\d+$/.test(name));
  const commandOf = (pid: string): string => read(`/proc/${pid}/comm`).trim();
  const dockerdRuns = processes.some((pid) => commandOf(pid) === "dockerd");
  return {
    forbidden: env.AIRFLOW_TESTCONTAINERS_NO_FIX === "1",
    platform,
    root: uid === 0,
    user,
    distribution: releaseField(release, "PRETTY_NAME") || "an unknown system",
    debianLike: isDebianLike(release),
    search: await search(),
    programs: {
      // The snap's has a name of its own.
      dockerd: program("dockerd") ?? program("docker.dockerd"),
      podman: program("podman"),
      containerd: program("containerd"),
    },
    dockerdRuns,
    init: initOf(list, read),
    cgroupsMounted: /\s\/sys\/fs\/cgroup[\s/]/.test(read("/proc/mounts")),
    privileged: isPrivileged(read("/proc/self/status")),
    packageLists: list("/var/lib/apt/lists").some((name) => name.includes("_Packages")),
    stalePidFiles: Object.entries(PID_FILES)
      .filter(([file, command]) => isStale(read(file).trim(), command, commandOf))
      .map(([file]) => file),
  };
}

/** Debian, Ubuntu, or something that says of itself that it is like them. */
export function isDebianLike(release: string): boolean {
  const names = `${releaseField(release, "ID")} ${releaseField(release, "ID_LIKE")}`.split(/\s+/);
  return names.includes("debian") || names.includes("ubuntu");
}

function releaseField(release: string, name: string): string {
  return new RegExp(`^${name}=["']?(.*?)["']?$`, "m").exec(release)?.[1] ?? "";
}

function initOf(list: (path: string) => string[], read: (path: string) => string): Init {
  if (list("/run/systemd").includes("system")) return "systemd";
  const first = read("/proc/1/comm").trim();
  const services = read("/etc/inittab") !== "" || list("/run").includes("openrc");
  return first === "init" && services ? "sysvinit" : "none";
}

function isPrivileged(status: string): boolean {
  const mask = /^CapEff:\s*([0-9a-f]+)/m.exec(status)?.[1];
  if (mask === undefined) return true;
  const capabilities = BigInt(`0x${mask}`);
  return [CAP_NET_ADMIN, CAP_SYS_ADMIN].every((bit) => (capabilities >> bit) & 1n);
}

/** A PID that is alive, but another program's: after a reboot or a restored snapshot. */
function isStale(pid: string, command: string, commandOf: (pid: string) => string): boolean {
  if (!/^\d+$/.test(pid)) return false;
  const current = commandOf(pid);
  return current !== "" && current !== command;
}

function quiet<T>(work: (path: string) => T, otherwise: T): (path: string) => T {
  return (path) => {
    try {
      return work(path);
    } catch {
      return otherwise;
    }
  };
}
