import { arch } from "node:os";
import { bindingFor } from "./bind-address.ts";
import { type FindOptions, type FoundEngine, type Search, searchEngine } from "./find-engine.ts";
import { canListen } from "./port-free.ts";
import { type Disk, diskOfEngine } from "./resources.ts";
import { whereabouts } from "./whereabouts.ts";

/** The engine as `doctor` shows it. */
export interface EngineReport {
  readonly uri: string;
  readonly name: string;
  readonly operatingSystem: string;
  readonly version: string;
  readonly apiVersion: string;
  readonly architecture: string;
  readonly cpus: number;
  readonly memoryBytes: number;
  readonly local: boolean;
  /** Where the engine keeps images and volumes; unknown for an engine elsewhere. */
  readonly disk?: Disk;
  /** Milliseconds by which the engine's clock is ahead of ours. */
  readonly clockAheadMs?: number;
  readonly host: string;
  readonly bindAddress: string;
  readonly bindWarning?: string;
}

/** What `doctor` knows of a machine, without judging it. */
export interface Machine {
  readonly node: string;
  readonly platform: string;
  readonly search: Search;
  readonly engine?: EngineReport;
  /** Whether a port of 127.0.0.1 can be bound. */
  readonly loopback: boolean;
}

/** Looks at the engine and at this machine. Changes nothing; rejects only where the engine's host has no address. */
export async function inspectMachine(options: FindOptions = {}): Promise<Machine> {
  const asked = Date.now();
  const [search, loopback] = await Promise.all([searchEngine(options), canListen(0, "127.0.0.1")]);
  const engine = search.found && (await report(search.found, asked, options));
  return { node: process.version, platform: `${process.platform} ${arch()}`, search, engine, loopback };
}

async function report(found: FoundEngine, asked: number, options: FindOptions): Promise<EngineReport> {
  const { info, place } = found;
  const here = await whereabouts(place.uri, found.docker, options);
  const binding = await bindingFor(here.host, options.env);
  return {
    uri: place.uri,
    name: info.Name,
    operatingSystem: info.OperatingSystem,
    version: info.version,
    apiVersion: info.apiVersion,
    architecture: info.architecture,
    cpus: info.NCPU,
    memoryBytes: info.MemTotal,
    local: here.local,
    disk: await diskOfEngine(here.local, info),
    clockAheadMs: clockAhead(info.SystemTime, asked, Date.now()),
    host: binding.host,
    bindAddress: binding.bindAddress,
    bindWarning: binding.warning,
  };
}

/** How far a clock that was read between two moments of ours is ahead: 0 while it may have been right. */
export function clockAhead(systemTime: string, asked: number, answered: number): number | undefined {
  const theirs = Date.parse(systemTime);
  if (Number.isNaN(theirs)) return undefined;
  return theirs > answered ? theirs - answered : Math.min(0, theirs - asked);
}
