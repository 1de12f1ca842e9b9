import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

// An engine is a system program, and a user's PATH need not lead to those.
const SYSTEM_FOLDERS = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin", "/snap/bin"];

/** The PATH under which system programs are found and run. */
export function systemPath(env: NodeJS.ProcessEnv = process.env): string {
  const own = (env.PATH ?? "").split(delimiter).filter(Boolean);
  return [...new Set([...own, ...SYSTEM_FOLDERS])].join(delimiter);
}

/** Full path of a program, or undefined where it is not installed. */
export function findProgram(
  name: string,
  env: NodeJS.ProcessEnv = process.env,
  executable: (path: string) => boolean = isExecutable,
): string | undefined {
  const candidates = systemPath(env)
    .split(delimiter)
    .map((folder) => join(folder, name));
  return candidates.find(executable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
