/**
 * The `section.option` names that an `airflow.cfg` sets. The file itself goes into the containers as it is; only which
 * of our defaults it overrules has to be known, because variables win over the file.
 * Syntax: https://docs.python.org/3/library/configparser.html#supported-ini-file-structure
 */
export function optionsOf(cfg: string): Set<string> {
  const names = new Set<string>();
  let section = "";
  for (const line of cfg.split(/\r?\n/)) {
    const header = /^\[([^\]]+)\]/.exec(line);
    if (header?.[1] !== undefined) section = header[1].trim().toLowerCase();
    // An indented line continues the value above; # and ; begin comments.
    const option = /^([^\s#;[=:][^=:]*?)\s*[=:]/.exec(line);
    if (section && option?.[1] !== undefined) names.add(`${section}.${option[1].toLowerCase()}`);
  }
  return names;
}
