import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { clusterOptions } from "../../src/cluster/options.ts";

const page = readFileSync(join(import.meta.dirname, "../../docs/configuration.md"), "utf8");
const [, tables = ""] = page.split(/<!-- (?:options: src\/cluster|end of options).*/);

/** What the page says is the default of each option, by its path. */
const shown = Object.fromEntries(
  `### \`\`\n${tables}`.split(/^### /m).flatMap((section) => {
    const [, object] = /^`(.*)`/.exec(section) ?? [];
    return [...section.matchAll(/^\| `(\w+)` +\|.*?[^\\]\| (.*?) +\|/gm)].map(([, option, standard]) => [
      object ? `${object}.${option}` : option,
      standard,
    ]);
  }),
) as Record<string, string>;

/** What an option really is where nobody sets it, by its path; a list of objects stands for its only one. */
function leaves(value: unknown, path: string): [path: string, value: unknown][] {
  if (Array.isArray(value) && typeof value[0] === "object") return leaves(value[0], path);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [[path, value]];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, path ? `${path}.${name}` : name));
}

it("the defaults on the page of the configuration are those of the schema", () => {
  const known = leaves(clusterOptions.parse({}), "");
  expect(known.length).toBeGreaterThan(15);
  for (const [path, value] of known) {
    const [, literal] = /^`(.*)`$/.exec(shown[path] ?? "none") ?? [];
    if (literal !== undefined) expect({ path, value: JSON.parse(literal) }).toEqual({ path, value });
    else expect({ path, shown: shown[path] }).not.toEqual({ path, shown: "none" });
  }
});
