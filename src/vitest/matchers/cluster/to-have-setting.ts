import { z } from "zod";
import { HarnessError } from "../../../base/harness-error.ts";
import { didYouMean } from "../../../base/nearest.ts";
import type { LiveCluster } from "../live.ts";
import { liveMatcher } from "../live-matcher.ts";
import { receivedCluster } from "../received.ts";
import { checked, type Waiting, within } from "../waiting.ts";

export interface ToHaveSetting {
  /**
   * The setting is in force with that value, as the API tells; or inside a component, as Airflow lists it there. A
   * setting that the API hides is looked up inside the API server, and its value stays out of the message.
   *
   * @param setting `section.option`
   * @param value true and false are Airflow's `True` and `False`
   * @param options `in`: name of a component, such as `worker-1` (default: the API is asked)
   * @example
   * await expect(airflow).toHaveSetting("core.load_examples", "False");
   * await expect(airflow).toHaveSetting("celery.worker_concurrency", 4, { in: "worker-1" });
   */
  toHaveSetting(setting: string, value: string | number | boolean, options?: { in?: string } & Waiting): Promise<void>;
}

const schema = z.strictObject({ in: z.string().optional(), within });
const values = z.union([z.string(), z.number(), z.boolean()], {
  error: "the value is a string, a number or a boolean",
});
/** What Airflow's API gives in the place of a secret. */
const HIDDEN = "< hidden >";

export const toHaveSetting = liveMatcher<LiveCluster, Parameters<ToHaveSetting["toHaveSetting"]>>(
  "toHaveSetting",
  receivedCluster,
  ({ name }, setting, value, options = {}) => {
    const { in: component, within } = checked(name, schema, options);
    const wanted = rendered(checked(name, values, value));
    const [section, option] = parts(name, setting);
    return {
      within,
      fixed: true,
      judge: async (cluster, signal) => {
        const given = component === undefined ? await cluster.api.setting(section, option, { signal }) : undefined;
        if (given !== undefined && given !== HIDDEN) return judged(setting, wanted, given, "");
        const inside = component ?? "api-server";
        const found = await insideOf(cluster, inside, `${section}.${option}`);
        if (given === HIDDEN) return secret(setting, found === wanted, inside);
        return judged(setting, wanted, found, ` in ${inside}`);
      },
    };
  },
);

function judged(setting: string, wanted: string, found: string, where: string) {
  const is = `${setting} is ${JSON.stringify(found)}${where}`;
  return { ok: found === wanted, message: found === wanted ? is : `${is}, not ${JSON.stringify(wanted)}` };
}

function secret(setting: string, ok: boolean, where: string) {
  const has = ok ? "has that value" : "has another value";
  return { ok, message: `${setting} ${has} in ${where}; Airflow hides it, so it is not shown` };
}

async function insideOf(cluster: LiveCluster, component: string, name: string): Promise<string> {
  const all = await cluster.settingsInside(component);
  const found = all[name];
  if (found !== undefined) return found;
  throw new HarnessError("AT_NOT_FOUND", `${component} has no setting ${name}${didYouMean(name, Object.keys(all))}`);
}

/** The last dot divides: no option has one. */
function parts(name: string, setting: string): [section: string, option: string] {
  const [, section, option] = /^(.+)\.([^.]+)$/.exec(checked(name, z.string(), setting)) ?? [];
  if (section && option) return [section.toLowerCase(), option.toLowerCase()];
  throw new HarnessError("AT_USAGE", `${name}(): a setting is named section.option, and not "${setting}"`);
}

/** As Airflow reads it. */
function rendered(value: string | number | boolean): string {
  return typeof value === "boolean" ? (value ? "True" : "False") : String(value);
}
