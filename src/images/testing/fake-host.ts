import type { Host } from "../host.ts";

/** A machine with these files and variables and nothing else. */
export function fakeHost(
  files: Readonly<Record<string, string>> = {},
  env: Readonly<Record<string, string>> = {},
  aptConfig?: string,
): Host {
  return {
    env,
    home: "/home/me",
    read: (path) => files[path],
    list: (folder) =>
      Object.keys(files)
        .filter((path) => path.startsWith(`${folder}/`))
        .map((path) => path.slice(folder.length + 1))
        .sort(),
    output: (program) => (program === "apt-config" ? aptConfig : undefined),
  };
}
