import { HarnessError } from "../base/harness-error.ts";
import { type DockerContext, readDockerContext } from "./docker-context.ts";
import { enginePlaces, type Places, type PlacesInput } from "./places.ts";
import { PROBE_TIMEOUT_MS, type Probed, probePlace } from "./probe.ts";
import { userName } from "./user.ts";

/** Oldest engine API that is supported, that of Docker 20.10. */
export const MINIMUM_API = "1.41";

/** The engine that answered. */
export type FoundEngine = Extract<Probed, { ok: true }>;
/** A place where none answered, and why. */
export type DeadPlace = Extract<Probed, { ok: false }>;

/** The outcome of a search, for those who report it; {@link findEngine} throws instead. */
export interface Search {
  readonly named: boolean;
  readonly found?: FoundEngine;
  /** The places before `found`, or all of them. */
  readonly dead: readonly DeadPlace[];
}

export interface FindOptions extends PlacesInput {
  /** Milliseconds for each place. @default 5_000 */
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** Looks at one place after the other until an engine answers. Rejects only where the signal ends it. */
export async function searchEngine(options: FindOptions = {}): Promise<Search> {
  const { named, places }: Places = enginePlaces(options);
  const dead: DeadPlace[] = [];
  for (const place of places) {
    const probed = await probePlace(place, options.timeoutMs ?? PROBE_TIMEOUT_MS, options.signal);
    if (probed.ok) return { named, found: probed, dead };
    dead.push(probed);
  }
  return { named, dead };
}

/**
 * The first engine that answers.
 * @throws HarnessError `AT_ENGINE` listing every place and why it failed, or naming an API that is too old
 */
export async function findEngine(options: FindOptions = {}): Promise<FoundEngine> {
  const search = await searchEngine(options);
  if (!search.found) throw noEngine(search, userName(), readDockerContext(options.home));
  requireApi(search.found);
  return search.found;
}

/** @throws HarnessError `AT_ENGINE` where the engine speaks an API older than {@link MINIMUM_API} */
export function requireApi({ info, place }: FoundEngine): void {
  if (apiAtLeast(info.apiVersion, MINIMUM_API)) return;
  throw new HarnessError("AT_ENGINE", `the container engine at ${place.uri} is too old`, {
    expected: `engine API ${MINIMUM_API} or later (Docker 20.10)`,
    observed: `engine API ${info.apiVersion} (version ${info.version})`,
    try: "update the engine, or name another one with DOCKER_HOST",
  });
}

/** Whether `version` is at least `minimum`, both `major.minor`. */
export function apiAtLeast(version: string, minimum: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [leastMajor = 0, leastMinor = 0] = minimum.split(".").map(Number);
  return major > leastMajor || (major === leastMajor && minor >= leastMinor);
}

/** The error for a search that found nothing. */
export function noEngine(search: Search, user: string = userName(), context?: DockerContext): HarnessError {
  const what = search.named
    ? "the container engine that you named does not answer"
    : "no container engine answers on this machine";
  return new HarnessError("AT_ENGINE", what, {
    expected: search.named
      ? "an engine at the named place; nothing else is tried while one is named"
      : "an engine at one of the places that testcontainers knows",
    observed: search.dead.map(describe).join("\n") || "no place is known for this platform; name one with DOCKER_HOST",
    try: advice(search, user, context),
  });
}

/** One line for a place where no engine answered. */
export function describe({ place, reason }: DeadPlace): string {
  const source = place.source === "known place" ? "" : `${place.source}: `;
  return `${source}${place.uri}: ${reason}`;
}

function advice({ named, dead }: Search, user: string, context?: DockerContext): string {
  const barred = dead.find((one) => one.failure === "permission");
  if (barred && user !== "root") {
    return `sudo usermod -aG docker ${user}, then log in again (or as root): ${barred.place.uri} is not open to ${user}`;
  }
  if (named) return "start that engine, correct its address, or remove it to have the usual places tried";
  if (context) {
    return `DOCKER_HOST=${context.uri}: the docker command uses it by its context "${context.name}", testcontainers reads none`;
  }
  return "start your engine, or have Debian's or Ubuntu's installed and started: airflow-testcontainers doctor --fix";
}
