/** Airflow's settings by section and option, as `airflow.cfg` has them. */
export type Settings = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What users may write: strings, numbers and booleans, rendered as Airflow reads them. */
export type UserSettings = Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>;

/** Later layers win, option by option. Names are lower case, as Airflow compares them. */
export function mergeSettings(...layers: readonly UserSettings[]): Settings {
  const merged: Record<string, Record<string, string>> = {};
  for (const layer of layers) {
    for (const [section, options] of Object.entries(layer)) {
      const name = section.toLowerCase();
      const rendered = Object.entries(options).map(([option, value]) => [option.toLowerCase(), render(value)]);
      merged[name] = { ...merged[name], ...Object.fromEntries(rendered) };
    }
  }
  return merged;
}

/** `AIRFLOW__SECTION__OPTION` variables; a dot or dash in a section's name becomes an underscore, as Airflow expects. */
export function settingsEnvironment(settings: Settings): Record<string, string> {
  const entries = Object.entries(settings).flatMap(([section, options]) =>
    Object.entries(options).map(([option, value]) => [
      `AIRFLOW__${section.replace(/[.-]/g, "_").toUpperCase()}__${option.toUpperCase()}`,
      value,
    ]),
  );
  return Object.fromEntries(entries);
}

/** `section.option` for each setting. */
export function settingNames(settings: UserSettings): string[] {
  return Object.entries(settings).flatMap(([section, options]) =>
    Object.keys(options).map((option) => `${section.toLowerCase()}.${option.toLowerCase()}`),
  );
}

/** Leaves out of `settings` what `others` set too. */
export function withoutSettings(settings: Settings, others: Settings): Settings {
  return filterSettings(settings, (section, option) => others[section]?.[option] === undefined);
}

/** Those settings that `keep` wants; sections without any are left out. */
export function filterSettings(settings: Settings, keep: (section: string, option: string) => boolean): Settings {
  return Object.fromEntries(
    Object.entries(settings)
      .map(([section, options]) => {
        const kept = Object.entries(options).filter(([option]) => keep(section, option));
        return [section, Object.fromEntries(kept)] as const;
      })
      .filter(([, options]) => Object.keys(options).length > 0),
  );
}

/** The settings among `AIRFLOW__SECTION__OPTION` variables. */
export function settingsInEnvironment(environment: Readonly<Record<string, string>>): Settings {
  const found = Object.entries(environment).flatMap(([name, value]) => {
    const [, section, option] = /^AIRFLOW__(.+?)__(.+)$/.exec(name) ?? [];
    return section && option ? [{ [section]: { [option]: value } }] : [];
  });
  return mergeSettings(...found);
}

function render(value: string | number | boolean): string {
  if (typeof value === "boolean") return value ? "True" : "False";
  return String(value);
}
