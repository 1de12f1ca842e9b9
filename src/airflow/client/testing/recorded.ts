import { readFileSync } from "node:fs";

/** An answer of Airflow 3.3.2; see `v2/recorded/README.md`. */
export function recorded(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../v2/recorded/${name}.json`, import.meta.url), "utf8"));
}
