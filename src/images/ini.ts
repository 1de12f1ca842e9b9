/** The values of an INI file under `section.key`; an indented line continues the value above it, as pip reads it. */
export function iniValues(text: string): Map<string, string> {
  const values = new Map<string, string>();
  let section = "";
  let key = "";
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*([#;].*)?$/.test(line)) continue;
    const header = line.match(/^\[(.+)\]\s*$/);
    const pair = line.match(/^([^\s=:][^=:]*?)\s*[=:]\s*(.*)$/);
    if (header) [section, key] = [header[1] ?? "", ""];
    else if (/^\s/.test(line) && key) values.set(key, `${values.get(key)} ${line.trim()}`.trim());
    else if (pair) {
      key = `${section}.${pair[1]?.replaceAll("_", "-")}`;
      values.set(key, pair[2]?.trim() ?? "");
    }
  }
  return values;
}
