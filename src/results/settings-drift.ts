/** Settings of one component by `section.option`. */
export type ComponentSettings = Readonly<Record<string, string>>;

/** A setting that is not the same everywhere. */
export interface Drift {
  /** `section.option`. */
  readonly setting: string;
  /** The components with each value, the commonest value first. */
  readonly values: readonly {
    /** The value; undefined where a component does not have the setting. */
    readonly value: string | undefined;
    /** Names of the components. */
    readonly components: readonly string[];
  }[];
}

/** The settings that differ between components. */
export function settingsDrift(byComponent: Readonly<Record<string, ComponentSettings>>): Drift[] {
  const components = Object.keys(byComponent);
  const names = new Set(Object.values(byComponent).flatMap((settings) => Object.keys(settings)));
  return [...names].sort().flatMap((setting) => {
    const groups = Map.groupBy(components, (component) => byComponent[component]?.[setting]);
    if (groups.size === 1) return [];
    const values = [...groups].map(([value, members]) => ({ value, components: members }));
    return [{ setting, values: values.sort((a, b) => b.components.length - a.components.length) }];
  });
}

/** A sentence for a drift that names the components which differ from the others. Values are not shown: some are secret. */
export function describeDrift({ setting, values }: Drift): string {
  const [most, ...others] = values;
  const odd = others.flatMap(({ components }) => components).join(", ");
  return `the setting ${setting} of ${odd} differs from that of ${most?.components.join(", ")}`;
}
