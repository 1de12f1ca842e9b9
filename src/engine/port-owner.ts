import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";

/** The part of a Linux /proc that is read; other systems have none, and then nothing is known. */
export interface Proc {
  readText(path: string): string;
  readLink(path: string): string;
  list(path: string): string[];
}

const machine: Proc = {
  readText: (path) => readFileSync(path, "utf8"),
  readLink: (path) => readlinkSync(path),
  list: (path) => readdirSync(path),
};

/** The process that listens on a TCP port, for example `postgres (pid 812)`, or undefined where that cannot be seen. */
export function portOwner(port: number, proc: Proc = machine): string | undefined {
  const sockets = new Set(listeningInodes(port, proc).map((inode) => `socket:[${inode}]`));
  if (sockets.size === 0) return undefined;
  const pids = quietly(() => proc.list("/proc"), []).filter((name) => /^\d+$/.test(name));
  const owner = pids.find((pid) =>
    quietly(() => proc.list(`/proc/${pid}/fd`), []).some((fd) =>
      sockets.has(quietly(() => proc.readLink(`/proc/${pid}/fd/${fd}`), "")),
    ),
  );
  return owner && `${commandOf(owner, proc)} (pid ${owner})`;
}

function commandOf(pid: string, proc: Proc): string {
  const [command = ""] = quietly(() => proc.readText(`/proc/${pid}/cmdline`), "").split("\0");
  return basename(command) || "a process";
}

/** Columns of /proc/net/tcp: 1 local address, 3 state (0A: listening), 9 inode. */
function listeningInodes(port: number, proc: Proc): string[] {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return ["/proc/net/tcp", "/proc/net/tcp6"]
    .flatMap((table) => quietly(() => proc.readText(table), "").split("\n"))
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns[1]?.endsWith(suffix) && columns[3] === "0A")
    .flatMap((columns) => columns[9] ?? []);
}

function quietly<T>(work: () => T, otherwise: T): T {
  try {
    return work();
  } catch {
    return otherwise;
  }
}
