import type { Settings } from "./settings.ts";

/**
 * What an `airflow.cfg` sets. The file itself goes into the containers as it is; only what it decides on this side has to
 * be known, because variables win over the file.
 * Syntax: https://docs.python.org/3/library/configparser.html#supported-ini-file-structure
 */
export function readCfg(cfg: string): Settings {
  const settings: Record<string, Record<string, string>> = {};
  let options: Record<string, string> = {};
  let last: string | undefined;
  for (const line of cfg.split(/\r?\n/)) {
    const header = /^\[([^\]]+)\]/.exec(line);
    if (header?.[1] !== undefined) {
      const section = header[1].trim().toLowerCase();
      options = settings[section] ??= {};
      last = undefined;
    }
    // An indented line continues the value above; # and ; begin comments.
    const continued = /^\s+([^\s#;].*)$/.exec(line)?.[1];
    if (continued !== undefined && last !== undefined) options[last] += `\n${continued.trim()}`;
    const [, name, value] = /^([^\s#;[=:][^=:]*?)\s*[=:]\s*(.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    last = name.toLowerCase();
    options[last] = (value ?? "").trim();
  }
  return settings;
}
