import type Dockerode from "dockerode";
import { reasonOf } from "../base/harness-error.ts";
import { addressOf } from "./address.ts";
import type { Place } from "./places.ts";

/** Milliseconds that an engine has to answer. */
export const PROBE_TIMEOUT_MS = 5_000;

/** What an engine says of itself; a part of Docker's `/info` and `/version`. */
interface EngineInfo {
  readonly ID: string;
  readonly Name: string;
  readonly NCPU: number;
  readonly CPUShares: boolean;
  readonly MemTotal: number;
  readonly OperatingSystem: string;
  readonly DockerRootDir: string;
  /** The engine's clock, RFC 3339. */
  readonly SystemTime: string;
  readonly version: string;
  readonly apiVersion: string;
  readonly architecture: string;
}

/** Why nothing answered, coarse enough to act on. */
export type ProbeFailure = "address" | "missing" | "permission" | "refused" | "timeout" | "other";

/** What one look at a place gave. */
export type Probed =
  | { ok: true; place: Place; docker: Dockerode; info: EngineInfo }
  | { ok: false; place: Place; failure: ProbeFailure; reason: string };

/** Asks a place who is there; gives up after `timeoutMs`, and rejects only where the caller's signal ends it. */
export async function probePlace(
  place: Place,
  timeoutMs: number = PROBE_TIMEOUT_MS,
  signal?: AbortSignal,
): Promise<Probed> {
  const address = addressOf(place);
  if (!address.ok) return { ok: false, place, failure: "address", reason: address.reason };
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), timeoutMs);
  try {
    const { default: Dockerode } = await import("dockerode");
    const docker = new Dockerode(address.options);
    const ask = { abortSignal: signal ? AbortSignal.any([signal, limit.signal]) : limit.signal };
    // The type declarations of dockerode know these two without options; lib/docker.js takes them.
    const engine = docker as unknown as Record<"info" | "version", (options: typeof ask) => Promise<never>>;
    const [info, version] = await Promise.all([engine.info(ask), engine.version(ask)]);
    return { ok: true, place, docker, info: engineInfo(info, version) };
  } catch (error) {
    signal?.throwIfAborted();
    if (limit.signal.aborted)
      return { ok: false, place, failure: "timeout", reason: `no answer in ${timeoutMs / 1000} s` };
    return { ok: false, place, ...explain(error) };
  } finally {
    clearTimeout(timer);
  }
}

function engineInfo(info: Record<string, unknown>, version: Record<string, unknown>): EngineInfo {
  if (typeof version !== "object" || typeof version.ApiVersion !== "string" || typeof info !== "object") {
    throw new Error("something answers there, but no container engine");
  }
  const text = (value: unknown): string => (typeof value === "string" ? value : "");
  const number = (value: unknown): number => (typeof value === "number" ? value : 0);
  return {
    ID: text(info.ID),
    Name: text(info.Name),
    NCPU: number(info.NCPU),
    CPUShares: info.CPUShares === true,
    MemTotal: number(info.MemTotal),
    OperatingSystem: text(info.OperatingSystem),
    DockerRootDir: text(info.DockerRootDir),
    SystemTime: text(info.SystemTime),
    version: text(version.Version),
    apiVersion: version.ApiVersion,
    architecture: text(version.Arch) || text(info.Architecture),
  };
}

function explain(error: unknown): { failure: ProbeFailure; reason: string } {
  if (error instanceof Error && "statusCode" in error) {
    return { failure: "other", reason: `something answers there, but no container engine (HTTP ${error.statusCode})` };
  }
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  switch (code) {
    case "ENOENT":
      return { failure: "missing", reason: "no such file" };
    case "ENOTSOCK":
      return { failure: "missing", reason: "not a socket" };
    case "EACCES":
    case "EPERM":
      return { failure: "permission", reason: "permission denied" };
    case "ECONNREFUSED":
      return { failure: "refused", reason: "connection refused" };
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return { failure: "refused", reason: "host name not known" };
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return { failure: "refused", reason: "host cannot be reached" };
    default:
      return { failure: "other", reason: reasonOf(error) };
  }
}
