import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { errorCodes } from "../../src/base/error-codes.ts";
import { thrownErrors } from "./thrown-errors.ts";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/errors.md"), "utf8");
const sources = globSync("{src,fixtures}/**/*.ts", { cwd: root })
  .filter((path) => !/\.test\.ts$|\/testing\//.test(path))
  .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
const thrown = sources.flatMap(({ text }) => thrownErrors(text));

/** The sections of the page that are about a code, each with the exit code of the heading above it. */
const sections = page.split(/^## /m).flatMap((chapter) =>
  chapter
    .split(/^### /m)
    .slice(1)
    .map((text) => ({
      code: text.split("\n")[0] ?? "",
      exitCode: Number(/^Exit code (\d+)/.exec(chapter)?.[1] ?? 130),
      example: /^```text\nerror (AT_\w+): (.*)$/m.exec(text)?.slice(1),
      advice: text.includes("\nWhat to do: "),
    })),
);

describe("the page of errors", () => {
  it("has every code once, and no other, below its exit code", () => {
    const shown = Object.fromEntries(sections.map(({ code, exitCode }) => [code, exitCode]));
    expect(shown).toEqual(errorCodes);
    expect(sections).toHaveLength(Object.keys(errorCodes).length);
  });

  it("says for each what to do", () => {
    expect(sections.filter(({ advice }) => !advice)).toEqual([]);
  });

  it("has for each code that the sources use an example which they can make", () => {
    const used = new Set(thrown.map(({ code }) => code));
    expect(used.size).toBeGreaterThan(10);
    for (const { code, example } of sections.filter((section) => used.has(section.code))) {
      const [shown, what = ""] = example ?? [];
      expect({ section: code, shown }).toEqual({ section: code, shown: code });
      const made = thrown.some((error) => error.code === code && error.what.test(what));
      expect(made, `no source makes the error ${code}: ${what}`).toBe(true);
    }
  });

  it("has every code of what a check finds", () => {
    const checks = sources.filter(({ path }) => /^src\/check\//.test(path.replaceAll("\\", "/")));
    const codes = checks.flatMap(({ text }) =>
      [...text.matchAll(/(?:failure\(|fail\(report, |code: )"([a-z-]+)"/g)].map(([, code]) => code),
    );
    const table = page.split("## What a check finds")[1] ?? "";
    const shown = [...table.matchAll(/^\| `([a-z-]+)` /gm)].map(([, code]) => code);
    expect(shown.toSorted()).toEqual([...new Set(codes)].toSorted());
  });
});
