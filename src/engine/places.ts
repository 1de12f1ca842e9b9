import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { type EngineProperties, readProperties } from "./properties.ts";

/** A place where an engine may answer. */
export interface Place {
  /** Who says so: `DOCKER_HOST`, a line of the properties file, or `known place`. */
  readonly source: string;
  /** For example `unix:///var/run/docker.sock`. */
  readonly uri: string;
  /** Folder with ca.pem, cert.pem and key.pem, where TLS is asked for. */
  readonly certPath?: string;
  /** Talk TLS although no certificates are named. */
  readonly tls?: boolean;
}

/** Where to look, in this order. */
export interface Places {
  /** True when the user named an engine: then nothing else is tried. */
  readonly named: boolean;
  readonly places: readonly Place[];
}

/** The parts of the machine that decide where to look. */
export interface PlacesInput {
  env?: NodeJS.ProcessEnv;
  platform?: NodeJS.Platform;
  home?: string;
  uid?: number;
  properties?: EngineProperties;
  exists?: (path: string) => boolean;
}

/**
 * The places where testcontainers looks, in its order (container-runtime/clients/client.js and strategies/ of 12.2).
 * Unlike testcontainers, nothing is tried besides an engine that the user names.
 */
export function enginePlaces(input: PlacesInput = {}): Places {
  const { env = process.env, home = homedir() } = input;
  const properties = input.properties ?? readProperties(home);
  const named = namedPlaces(env, properties);
  return named.length > 0 ? { named: true, places: named } : { named: false, places: knownPlaces(input, env, home) };
}

function namedPlaces(env: NodeJS.ProcessEnv, properties: EngineProperties): Place[] {
  const places: Place[] = [];
  if (properties.tcHost) places.push({ source: "tc.host in ~/.testcontainers.properties", uri: properties.tcHost });
  const verify = env.DOCKER_TLS_VERIFY ?? properties.tlsVerify;
  const certPath = verify === "1" ? (env.DOCKER_CERT_PATH ?? properties.certPath) : undefined;
  const fromEnv = env.DOCKER_HOST;
  // An empty DOCKER_HOST hides the line of the file, as in testcontainers.
  const uri = fromEnv ?? properties.dockerHost;
  if (uri) {
    const source = fromEnv === undefined ? "docker.host in ~/.testcontainers.properties" : "DOCKER_HOST";
    const tls = fromEnv !== undefined && (verify === "1" || fromEnv.endsWith(":2376"));
    places.push({ source, uri, certPath, tls });
  }
  return places;
}

function knownPlaces(input: PlacesInput, env: NodeJS.ProcessEnv, home: string): Place[] {
  const { platform = process.platform, exists = existsSync } = input;
  const place = (uri: string): Place => ({ source: "known place", uri });
  if (platform === "win32") return [place("npipe:////./pipe/docker_engine")];
  if (platform !== "linux" && platform !== "darwin") return [];
  const rootless = [
    ...(env.XDG_RUNTIME_DIR ? [join(env.XDG_RUNTIME_DIR, "docker.sock")] : []),
    join(home, ".docker", "run", "docker.sock"),
    join(home, ".docker", "desktop", "docker.sock"),
    join("/run/user", String(input.uid ?? process.getuid?.() ?? 0), "docker.sock"),
  ];
  // testcontainers tries the first of these that exists and no other.
  const first = rootless.findIndex(exists);
  const tried = first === -1 ? rootless : rootless.slice(0, first + 1);
  return ["/var/run/docker.sock", ...new Set(tried)].map((path) => place(`unix://${path}`));
}
