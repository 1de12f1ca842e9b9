import { chmodSync, lstatSync, mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { HarnessError, reasonOf } from "../../base/harness-error.ts";

/** What decides where the folder is; tests bring their own. */
export interface StateFolderInput {
  env?: NodeJS.ProcessEnv;
  platform?: NodeJS.Platform;
  home?: string;
}

const NAME = "airflow-testcontainers";

/**
 * Where kept clusters are remembered: `AIRFLOW_TESTCONTAINERS_STATE_DIR`, else the place that the platform has for it
 * (`$XDG_STATE_HOME` or `~/.local/state`, `~/Library/Application Support`, `%LOCALAPPDATA%`).
 */
export function stateFolderPath(input: StateFolderInput = {}): string {
  const { env = process.env, platform = process.platform, home = homedir() } = input;
  if (env.AIRFLOW_TESTCONTAINERS_STATE_DIR) return resolve(env.AIRFLOW_TESTCONTAINERS_STATE_DIR);
  if (platform === "darwin") return join(home, "Library", "Application Support", NAME);
  if (platform === "win32") return join(env.LOCALAPPDATA || join(home, "AppData", "Local"), NAME);
  // A relative path there is to be ignored: https://specifications.freedesktop.org/basedir-spec/latest/
  const base = env.XDG_STATE_HOME?.startsWith("/") ? env.XDG_STATE_HOME : join(home, ".local", "state");
  return join(base, NAME);
}

/**
 * Makes the folder where it is missing, open to nobody but its user.
 * @throws HarnessError `AT_STATE` where it cannot be made, is another user's, or lets others look in
 */
export function openStateFolder(path: string = stateFolderPath()): string {
  try {
    // What is made is ours: a umask must not make it anything else.
    if (mkdirSync(path, { recursive: true, mode: 0o700 }) !== undefined) chmodSync(path, 0o700);
  } catch (error) {
    throw stateError(`the folder ${path} for kept clusters cannot be made`, reasonOf(error));
  }
  const fault = opennessOf(path, "folder");
  if (fault) throw stateError(`the folder ${path} for kept clusters is not private`, fault, `chmod 700 ${path}`);
  return path;
}

/** Why the passwords in a file or folder may be known to others, or undefined. */
export function opennessOf(path: string, kind: "file" | "folder"): string | undefined {
  const stats = lstatSync(path);
  if (kind === "folder" ? !stats.isDirectory() : !stats.isFile()) return `it is no ${kind}`;
  if (process.platform === "win32") return undefined;
  if (stats.uid !== process.getuid?.()) return `it belongs to user ${stats.uid}`;
  return (stats.mode & 0o077) === 0 ? undefined : `others may use it (mode ${(stats.mode & 0o777).toString(8)})`;
}

function stateError(what: string, observed: string, first?: string): HarnessError {
  const other = "another folder with AIRFLOW_TESTCONTAINERS_STATE_DIR";
  return new HarnessError("AT_STATE", what, {
    expected: "a folder of yours with mode 700; the passwords of kept clusters lie there",
    observed,
    try: first ? `${first}, or ${other}` : other,
  });
}
