import type { Host } from "./host.ts";

/** Where Debian packages come from: the archive, and the security updates unless a mirror has none. */
export interface DebianMirror {
  archive: string;
  security?: string;
}

/**
 * The mirror that this machine uses if it is a Debian, else the public one. `AIRFLOW_TESTCONTAINERS_APT_MIRROR` (and
 * `AIRFLOW_TESTCONTAINERS_APT_SECURITY_MIRROR`) name another.
 */
export function debianMirror(host: Host): DebianMirror {
  const named = host.env.AIRFLOW_TESTCONTAINERS_APT_MIRROR;
  if (named) return { archive: named, security: host.env.AIRFLOW_TESTCONTAINERS_APT_SECURITY_MIRROR };
  const release = host.read("/etc/os-release") ?? "";
  const codename = release.match(/^VERSION_CODENAME=(\w+)/m)?.[1];
  // Ubuntu's mirrors hold no Debian; foreign repositories name their suites and components otherwise.
  const sources = codename && /^ID=debian$/m.test(release) ? aptSources(host) : [];
  const uriOf = (suite: string) =>
    sources.find((source) => source.suites.includes(suite) && source.components.includes("main"))?.uri;
  const archive = codename && uriOf(codename);
  if (!archive) return { archive: "http://deb.debian.org/debian", security: "http://deb.debian.org/debian-security" };
  return { archive, security: uriOf(`${codename}-security`) };
}

/** Lines for a `sources.list` of a Debian release. */
export function sourcesList({ archive, security }: DebianMirror, release: string): string {
  const signed = "[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]";
  const lines = [`deb ${signed} ${archive} ${release} main`];
  if (security) lines.push(`deb ${signed} ${security} ${release}-security main`);
  return `${lines.join("\n")}\n`;
}

interface AptSource {
  uri: string;
  suites: string[];
  components: string[];
}

function aptSources(host: Host): AptSource[] {
  const parts = "/etc/apt/sources.list.d";
  const paths = ["/etc/apt/sources.list", ...host.list(parts).map((name) => `${parts}/${name}`)];
  return paths.flatMap((path) => {
    const text = host.read(path) ?? "";
    if (path.endsWith(".list")) return text.split("\n").flatMap(oneLine);
    return path.endsWith(".sources") ? text.split(/\n\s*\n/).flatMap(stanza) : [];
  });
}

function oneLine(line: string): AptSource[] {
  const [, uri, suite, components] = line.match(/^\s*deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s+(.+)$/) ?? [];
  return uri && suite ? [{ uri, suites: [suite], components: components?.split(/\s+/) ?? [] }] : [];
}

function stanza(text: string): AptSource[] {
  const field = (name: string) =>
    text
      .match(new RegExp(`^${name}:[ \\t]*(.+)$`, "im"))?.[1]
      ?.trim()
      .split(/\s+/) ?? [];
  if (field("Enabled")[0] === "no" || !field("Types").includes("deb")) return [];
  return field("URIs").map((uri) => ({ uri, suites: field("Suites"), components: field("Components") }));
}
