import type { MachineAccess } from "./access.ts";
import type { Host } from "./host.ts";
import { iniValues } from "./ini.ts";

const pipOptions = [
  "index-url",
  "extra-index-url",
  "trusted-host",
  "find-links",
  "timeout",
  "default-timeout",
  "retries",
  "proxy",
];
const uvVariable =
  /^UV_(DEFAULT_INDEX|INDEX|INDEX_URL|EXTRA_INDEX_URL|INSECURE_HOST|HTTP_TIMEOUT|INDEX_STRATEGY|FIND_LINKS|INDEX_.+_(USERNAME|PASSWORD))$/;

/** Where pip and uv of this machine find packages, told to both, whichever of the two is configured. */
export function pythonAccess(host: Host): MachineAccess {
  const env: Record<string, string> = {};
  const files: { path: string; content: string }[] = [];
  const pip = pipSettings(host);
  for (const [option, value] of Object.entries(pip)) env[`PIP_${option.toUpperCase().replaceAll("-", "_")}`] = value;
  for (const [name, value] of Object.entries(host.env)) if (value && uvVariable.test(name)) env[name] = value;
  // A path of this machine means nothing in the container.
  for (const name of ["PIP_FIND_LINKS", "UV_FIND_LINKS"]) {
    const urls = env[name]?.split(/\s+|,/).filter((link) => /^https?:/.test(link));
    if (urls?.length) env[name] = urls.join(" ");
    else delete env[name];
  }
  const uvConfig = [
    host.env.UV_CONFIG_FILE,
    `${host.env.XDG_CONFIG_HOME ?? `${host.home}/.config`}/uv/uv.toml`,
    "/etc/uv/uv.toml",
  ]
    .map((path) => (path ? host.read(path) : undefined))
    .find((content) => content !== undefined);
  if (uvConfig !== undefined) {
    files.push({ path: "uv.toml", content: uvConfig });
    env.UV_CONFIG_FILE = "/mnt/machine/uv.toml";
  }
  tellTheOther(env, uvConfig);
  const netrc = host.read(host.env.NETRC ?? `${host.home}/.netrc`);
  if (netrc !== undefined) {
    files.push({ path: "netrc", content: netrc });
    env.NETRC = "/mnt/machine/netrc";
  }
  return { env, files };
}

function pipSettings(host: Host): Record<string, string> {
  const config = host.env.XDG_CONFIG_HOME ?? `${host.home}/.config`;
  const paths = ["/etc/xdg/pip/pip.conf", "/etc/pip.conf", `${host.home}/.pip/pip.conf`, `${config}/pip/pip.conf`];
  if (host.env.PIP_CONFIG_FILE) paths.push(host.env.PIP_CONFIG_FILE);
  const settings: Record<string, string> = {};
  for (const path of paths) {
    const values = iniValues(host.read(path) ?? "");
    for (const section of ["global", "install"]) {
      for (const option of pipOptions) {
        const value = values.get(`${section}.${option}`);
        if (value) settings[option] = value;
      }
    }
  }
  for (const option of pipOptions) {
    const value = host.env[`PIP_${option.toUpperCase().replaceAll("-", "_")}`];
    if (value) settings[option] = value;
  }
  return settings;
}

function tellTheOther(env: Record<string, string>, uvConfig: string | undefined): void {
  const uvIndex = env.UV_DEFAULT_INDEX ?? env.UV_INDEX_URL ?? defaultIndexOf(uvConfig);
  if (env.PIP_INDEX_URL && !uvIndex) env.UV_DEFAULT_INDEX = env.PIP_INDEX_URL;
  // uv writes an index as name=url
  if (uvIndex && !env.PIP_INDEX_URL) env.PIP_INDEX_URL = uvIndex.replace(/^[\w-]+=/, "");
  if (env.PIP_EXTRA_INDEX_URL && !env.UV_INDEX && !env.UV_EXTRA_INDEX_URL) env.UV_INDEX = env.PIP_EXTRA_INDEX_URL;
  if (env.PIP_TRUSTED_HOST && !env.UV_INSECURE_HOST) env.UV_INSECURE_HOST = env.PIP_TRUSTED_HOST;
}

function defaultIndexOf(toml: string | undefined): string | undefined {
  if (!toml) return undefined;
  const named = toml
    .split(/^\[\[index\]\]/m)
    .slice(1)
    .find((table) => /^\s*default\s*=\s*true/m.test(table));
  return (named?.match(/^\s*url\s*=\s*"([^"]+)"/m) ?? toml.match(/^\s*index-url\s*=\s*"([^"]+)"/m))?.[1];
}
