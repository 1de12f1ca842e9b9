import { hostname } from "node:os";

/** What tells a process from others. */
export interface ProcessId {
  readonly pid: number;
  /** Name of its machine. */
  readonly host: string;
}

/** A process that uses a cluster. */
export interface ClusterUser extends ProcessId {
  /** What it uses the cluster for, as it told; empty where it did not. */
  readonly what: string;
}

const PREFIX = "airflow-testcontainers";
/** Postgres cuts an application's name there, in bytes. */
const LIMIT = 63;

/** This process. */
export function thisProcess(what = ""): ClusterUser {
  return { pid: process.pid, host: hostname(), what };
}

/** The name of a connection to Postgres that tells whose it is. */
export function processName({ pid, host, what }: ClusterUser): string {
  const words = [PREFIX, `${pid}@${host.slice(0, 24)}`, what.replace(/[^\x20-\x7e]/g, "?")];
  return words.join(" ").trimEnd().slice(0, LIMIT);
}

/** Whose connection it is, undefined for a name that is none of ours. */
export function userNamed(name: string): ClusterUser | undefined {
  const [, pid, host, what] = /^airflow-testcontainers (\d+)@(\S+) ?(.*)$/.exec(name) ?? [];
  if (pid === undefined || host === undefined) return undefined;
  return { pid: Number(pid), host, what: what ?? "" };
}

/** Whether both names are those of one process. */
export function sameProcess(one: ProcessId, other: ProcessId): boolean {
  return one.pid === other.pid && one.host.slice(0, 24) === other.host.slice(0, 24);
}
