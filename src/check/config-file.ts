import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { HarnessError, reasonOf } from "../base/harness-error.ts";
import { type CheckDefinition, defineCheck } from "./definition.ts";

/** Looked for in the working folder, in this order. */
const names = [
  "airflow-testcontainers.config.ts",
  "airflow-testcontainers.config.mjs",
  "airflow-testcontainers.config.js",
];

/**
 * Loads the check that a config file exports by default.
 * @param file the file that `--config` names; otherwise one of the usual names in the working folder
 * @throws HarnessError `AT_CONFIG` where it is missing, cannot be loaded or does not export a check
 */
export async function loadConfig(file: string | undefined, cwd: string = process.cwd()): Promise<CheckDefinition> {
  const path = file === undefined ? usualFile(cwd) : resolve(cwd, file);
  if (!existsSync(path)) throw new HarnessError("AT_CONFIG", `the config file ${path} does not exist`);
  let exported: { default?: unknown };
  try {
    exported = (await import(pathToFileURL(path).href)) as { default?: unknown };
  } catch (error) {
    if (error instanceof HarnessError) throw error;
    throw new HarnessError("AT_CONFIG", `the config file ${path} cannot be loaded`, {
      observed: reasonOf(error),
      cause: error,
    });
  }
  if (typeof exported.default !== "object" || exported.default === null) {
    throw new HarnessError("AT_CONFIG", `the config file ${path} does not export a check`, {
      expected: "export default defineCheck({ cluster: { dags: … } })",
      observed: exported.default === undefined ? "no default export" : `a ${typeof exported.default}`,
    });
  }
  return withTriggerer(defineCheck(exported.default as CheckDefinition));
}

function usualFile(cwd: string): string {
  const found = names.map((name) => resolve(cwd, name)).find((path) => existsSync(path));
  if (found) return found;
  throw new HarnessError("AT_CONFIG", `there is no ${names[0]} in ${cwd}`, {
    try: "name a folder of DAGs (check --dags DIR) or a config file (check --config FILE)",
  });
}

/** Whoever reads a definition gets the same cluster; DAGs that nobody has looked at may have deferrable operators. */
export function withTriggerer(definition: CheckDefinition): CheckDefinition {
  return { ...definition, cluster: { triggerer: true, ...definition.cluster } };
}
