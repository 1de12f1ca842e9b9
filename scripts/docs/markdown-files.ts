import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The Markdown files of the repository by their path, with their text; what git ignores is left out. */
export function markdownFiles(root: string): Map<string, string> {
  const command = ["ls-files", "--cached", "--others", "--exclude-standard", "-z", "*.md"];
  const paths = execFileSync("git", command, { cwd: root, encoding: "utf8" }).split("\0").filter(Boolean).sort();
  const there = paths.filter((path) => existsSync(join(root, path)));
  return new Map(there.map((path) => [path, readFileSync(join(root, path), "utf8")]));
}
