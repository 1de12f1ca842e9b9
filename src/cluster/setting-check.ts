import { readCfg } from "../airflow/airflow-cfg.ts";
import { settingNames } from "../airflow/settings.ts";
import { HarnessError } from "../base/harness-error.ts";
import { nearest } from "../base/nearest.ts";
import { ComponentContainer } from "../containers/component-container.ts";
import type { StepContext } from "./boot-graph.ts";
import type { Ground } from "./ground.ts";
import type { ClusterPlan } from "./plan.ts";

/**
 * Asks the image which settings it knows, where the user gave some.
 * @throws HarnessError `AT_SETTING` for one that it does not know, with `strict`; otherwise that is a warning
 */
export async function checkUserSettings(plan: ClusterPlan, on: Ground, { signal, warn }: StepContext): Promise<void> {
  const given = [...settingNames(plan.options.settings), ...settingNames(readCfg(plan.airflowCfg ?? ""))];
  if (given.length === 0) return;
  const container = new ComponentContainer(on.images.airflow.name, on.place("settings"), {
    command: plan.profile.knownSettings,
    environment: { CONNECTION_CHECK_MAX_COUNT: "0" },
  });
  const output = await container.run({ signal });
  const faults = unknownSettings(given, JSON.parse(output.trim().split("\n").at(-1) ?? "{}"));
  if (faults.length > 0 && plan.options.strict) {
    throw new HarnessError("AT_SETTING", faults[0] as string, {
      observed: faults.length > 1 ? faults.join("\n") : undefined,
      try: "correct the name, or leave `strict` out to be warned only",
    });
  }
  for (const fault of faults) warn(fault);
}

/**
 * A sentence for each setting that an image does not know, with the nearest that it does.
 * @param known options by section; a section without options takes any
 */
export function unknownSettings(
  given: readonly string[],
  known: Readonly<Record<string, readonly string[]>>,
): string[] {
  const all = Object.entries(known).flatMap(([section, options]) => options.map((option) => `${section}.${option}`));
  return given.flatMap((name) => {
    const [section = "", option = ""] = name.split(/\.(.*)/s);
    const options = known[section];
    if (options?.length === 0 || options?.includes(option.replace(/_(cmd|secret)$/, ""))) return [];
    const best = nearest(name, all);
    const hint = best === undefined ? "" : `; did you mean [${best.replace(".", "] ")}?`;
    return [`this Airflow does not know the setting [${section}] ${option}${hint}`];
  });
}
