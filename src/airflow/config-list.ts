/**
 * Reads what `airflow config list --show-values` prints: `section.option` with its value, lines of longer values kept.
 * Options without a value are printed as comments; they are read as empty.
 */
export function parseConfigList(text: string): Record<string, string> {
  const settings: Record<string, string> = {};
  let section = "";
  let last = "";
  for (const line of text.split(/\r?\n/)) {
    const header = /^\[([^\]]+)\]$/.exec(line);
    const option = /^(?:# )?([a-z0-9_]+) = ?(.*)$/i.exec(line);
    if (header?.[1] !== undefined) {
      section = header[1];
    } else if (section && option?.[1] !== undefined) {
      last = `${section}.${option[1]}`;
      settings[last] = option[2] ?? "";
    } else if (/^\s+\S/.test(line) && last) {
      settings[last] += `\n${line}`;
    }
  }
  return settings;
}
