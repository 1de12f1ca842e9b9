import type { MachineAccess } from "./access.ts";
import { aptAccess } from "./apt-access.ts";
import { certificateBundle } from "./certificates.ts";
import { type Host, thisHost } from "./host.ts";
import { pythonAccess } from "./python-access.ts";
import type { TarEntry } from "./tar.ts";

const proxies = ["http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "no_proxy"];

/** The proxies that the environment of this machine names, in both spellings. */
export function proxySettings(host: Host = thisHost()): Record<string, string> {
  const names = proxies.flatMap((lower) => [lower, lower.toUpperCase()]);
  return Object.fromEntries(names.flatMap((name) => (host.env[name] ? [[name, host.env[name]]] : [])));
}

/** Reads proxies, certificates, pip's, uv's and apt's settings of this machine. Nothing of it may enter a layer. */
export function machineAccess(host: Host = thisHost()): MachineAccess {
  const env: Record<string, string> = proxySettings(host);
  const files: TarEntry[] = [];
  const certificates = certificateBundle(host);
  if (certificates) {
    files.push({ path: "ca.pem", content: certificates });
    for (const name of ["SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"]) {
      env[name] = "/mnt/machine/ca.pem";
    }
  }
  for (const part of [pythonAccess(host), aptAccess(host, certificates !== undefined)]) {
    Object.assign(env, part.env);
    files.push(...part.files);
  }
  return { env, files };
}
