import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brokenLinks } from "./links.ts";
import { markdownFiles } from "./markdown-files.ts";
import { optionTables } from "./option-tables.ts";
import { OptionTypes } from "./option-types.ts";
import { optionMarks, refresh, typedByHand } from "./refresh.ts";

/**
 * Fills the marks of all Markdown files anew (`--check`: says which are stale), and looks for code that is typed by hand
 * and for links that lead nowhere.
 */
const root = join(import.meta.dirname, "../..");
const check = process.argv.includes("--check");
const files = markdownFiles(root);
const types = new OptionTypes(root, [...files.values()].flatMap(optionMarks));
const faults: string[] = [];

for (const [path, text] of files) {
  for (const line of typedByHand(text)) {
    faults.push(`${path}: the code that begins with "${line}" is cut out of no file: <!-- snippet: path#region -->`);
  }
  try {
    const fresh = formatted(path, text, refreshed(text));
    if (fresh === text) continue;
    files.set(path, fresh);
    if (check) faults.push(`${path}: ${firstDifference(text, fresh)}; npm run docs makes it anew`);
    else {
      writeFileSync(join(root, path), fresh);
      console.log(`${path} made anew`);
    }
  } catch (error) {
    faults.push(`${path}: ${(error as Error).message}`);
  }
}
faults.push(...brokenLinks(files, (path) => existsSync(join(root, path))));
for (const fault of faults) console.error(fault);
console.log(`${files.size} Markdown files, ${faults.length} faults`);
process.exitCode = faults.length > 0 ? 1 : 0;

function refreshed(text: string): string {
  return refresh(text, {
    read: (file) => readFileSync(join(root, file), "utf8"),
    options: (file, type) => optionTables(types.optionsOf({ file, type })),
  });
}

/** The formatter has the last word: it pads tables, and joins lines that fit once their indentation is gone. */
function formatted(path: string, before: string, after: string): string {
  if (after === before) return after;
  return execFileSync("biome", ["format", `--stdin-file-path=${path}`], { cwd: root, input: after, encoding: "utf8" });
}

function firstDifference(before: string, after: string): string {
  const fresh = after.split("\n");
  const at = before.split("\n").findIndex((line, i) => line !== fresh[i]);
  return `line ${at + 1} is stale`;
}
