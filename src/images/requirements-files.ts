import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { HarnessError, reasonOf } from "../base/harness-error.ts";
import type { TarEntry } from "./tar.ts";

const include = /^(\s*(?:-r|--requirement|-c|--constraint)[\s=]+)(\S+)/;

/**
 * A requirements file and those that it includes, renamed `0.txt`, `1.txt` and so on with the includes adjusted, so that
 * they can lie in one folder.
 * @throws HarnessError `AT_USAGE` where one cannot be read
 */
export function requirementsFiles(path: string, read: (path: string) => string = readText): TarEntry[] {
  const names = new Map<string, string>();
  const entries: TarEntry[] = [];
  const add = (file: string, from?: string): string => {
    const known = names.get(file);
    if (known) return known;
    const name = `${names.size}.txt`;
    names.set(file, name);
    const at = entries.length;
    entries.push({ path: name, content: "" });
    const lines = readFrom(file, from, read).split(/\r?\n/);
    const content = lines.map((line) =>
      line.replace(include, (all, option: string, target: string) =>
        /^\w+:\/\//.test(target) ? all : option + add(resolve(dirname(file), target), file),
      ),
    );
    entries[at] = { path: name, content: content.join("\n") };
    return name;
  };
  add(resolve(path));
  return entries;
}

function readFrom(file: string, from: string | undefined, read: (path: string) => string): string {
  try {
    return read(file);
  } catch (error) {
    throw new HarnessError("AT_USAGE", `the requirements file ${file} cannot be read`, {
      observed: reasonOf(error),
      evidence: from && `it is included by ${from}`,
      cause: error,
    });
  }
}

function readText(path: string): string {
  return readFileSync(path, "utf8");
}
