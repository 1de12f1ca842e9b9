import { matchesGlob } from "node:path";

/** Whether a path of a build context (`/` between the parts) is left out by the lines of a `.dockerignore`; the last rule that matches decides. */
export function ignoredBy(dockerignore: string): (path: string) => boolean {
  const rules = dockerignore
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line && !line.startsWith("#"))
    .map((line) => {
      const negated = line.startsWith("!");
      const pattern = (negated ? line.slice(1) : line).trim().replace(/^\.?\/+|\/+$/g, "");
      return { negated, pattern };
    });
  return (path) => {
    let ignored = false;
    for (const { negated, pattern } of rules) {
      if (matchesGlob(path, pattern) || matchesGlob(path, `${pattern}/**`)) ignored = !negated;
    }
    return ignored;
  };
}
