import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../base/package-root.ts";

/** A Python program beside the sources. */
export function script(name: string): string {
  return readFileSync(join(packageRoot(), "src/airflow/v3", name), "utf8");
}
