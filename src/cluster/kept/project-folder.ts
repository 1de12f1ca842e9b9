import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";

const MARKS = ["package.json", "airflow-testcontainers.config.ts", "airflow-testcontainers.config.mjs", ".git"];

/**
 * The folder of the project to which a kept cluster belongs: the nearest one, from the working folder upwards, with a
 * package.json, a config file or a checkout; without any the working folder itself.
 */
export function projectFolder(cwd: string = process.cwd()): string {
  const start = realpathSync(cwd);
  for (let folder = start; ; folder = dirname(folder)) {
    if (MARKS.some((mark) => existsSync(join(folder, mark)))) return folder;
    if (folder === dirname(folder)) return start;
  }
}
