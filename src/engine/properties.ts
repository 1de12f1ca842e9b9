import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What `.testcontainers.properties` says about the engine; testcontainers reads the same keys. */
export interface EngineProperties {
  /** `tc.host` */
  tcHost?: string;
  /** `docker.host` */
  dockerHost?: string;
  /** `docker.tls.verify`, `1` switches it on. */
  tlsVerify?: string;
  /** `docker.cert.path`, a folder with ca.pem, cert.pem and key.pem. */
  certPath?: string;
}

/** Reads `.testcontainers.properties` in the home folder; a missing or unreadable file says nothing. */
export function readProperties(home: string): EngineProperties {
  try {
    return parseProperties(readFileSync(join(home, ".testcontainers.properties"), "utf8"));
  } catch {
    return {};
  }
}

/** Parses lines of `key = value`; `#` and `;` begin a comment line. */
export function parseProperties(text: string): EngineProperties {
  const values = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const pair = /^\s*([^#;=\s][^=]*?)\s*=\s*(.*?)\s*$/.exec(line);
    if (pair) values.set(pair[1] as string, pair[2] as string);
  }
  return {
    tcHost: values.get("tc.host") || undefined,
    dockerHost: values.get("docker.host") || undefined,
    tlsVerify: values.get("docker.tls.verify"),
    certPath: values.get("docker.cert.path"),
  };
}
