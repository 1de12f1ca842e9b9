import type { MachineAccess } from "./access.ts";
import { debianMirror, sourcesList } from "./debian-mirror.ts";
import type { Host } from "./host.ts";

/** Release of Debian that the recipes are written for. */
export const debianRelease = "trixie";

const settings = `
Dir::Etc::SourceList "/mnt/machine/sources.list";
Dir::Etc::SourceParts "/dev/null";
Dir::State::Lists "/mnt/apt/lists";
Dir::State::extended_states "/mnt/apt/extended_states";
Dir::Cache::Archives "/mnt/apt/archives";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
Dir::Log "/mnt/apt/log";
Acquire::Languages "none";
Acquire::Retries "3";
APT::Sandbox::User "root";
DPkg::Options:: "--force-unsafe-io";
DPkg::Use-Pty "0";
`.trimStart();

/** apt's mirror, proxies and credentials of this machine, for a build; its own files stay on the build's volume. */
export function aptAccess(host: Host, withCertificates: boolean): MachineAccess {
  const lines = [settings.trimEnd(), ...acquireSettings(host)];
  if (withCertificates) lines.push('Acquire::https::CaInfo "/mnt/machine/ca.pem";');
  const files = [{ path: "sources.list", content: sourcesList(debianMirror(host), debianRelease) }];
  const credentials = aptCredentials(host);
  if (credentials) {
    files.push({ path: "apt-auth.conf", content: credentials });
    lines.push('Dir::Etc::netrc "/mnt/machine/apt-auth.conf";');
  }
  files.push({ path: "apt.conf", content: `${lines.join("\n")}\n` });
  return { env: { APT_CONFIG: "/mnt/machine/apt.conf" }, files };
}

/** Settings of this machine's apt that say how to get through: proxies, time-outs, unverified hosts. */
export function acquireSettings(host: Host): string[] {
  const wanted = /^Acquire::(https?|ftp)(::[^ ]*)?::(Proxy|Timeout|Verify-Peer|Verify-Host)[^ ]* ".+";$/i;
  return (host.output("apt-config", ["dump"]) ?? "").split("\n").filter((line) => wanted.test(line));
}

function aptCredentials(host: Host): string {
  const folder = "/etc/apt/auth.conf.d";
  const paths = ["/etc/apt/auth.conf", ...host.list(folder).map((name) => `${folder}/${name}`)];
  return paths
    .map((path) => host.read(path) ?? "")
    .filter(Boolean)
    .join("\n");
}
