import type { TarEntry } from "./tar.ts";

/** What a build needs to reach the package mirrors that the user's machine reaches. */
export interface MachineAccess {
  /** Environment for the commands of a build. */
  env: Readonly<Record<string, string>>;
  /** Files for `/mnt/machine`, which is in no layer. */
  files: readonly TarEntry[];
}
