import { describe, expect, it } from "vitest";
import { brokenLinks } from "./links.ts";

const broken = (files: Record<string, string>, others: string[] = []) =>
  brokenLinks(new Map(Object.entries(files)), (path) => path in files || others.includes(path));

describe("links between Markdown files", () => {
  it("lead to files, folders and headings", () => {
    const files = {
      "README.md": "[a](docs/a.md) [b](docs/a.md#the-option-redis) ![c](docs/c.svg) [d](docs/) [e](https://x.example)",
      "docs/a.md": "# The option `redis`\n\n[up](../README.md) [here](#the-option-redis)",
    };
    expect(broken(files, ["docs", "docs/c.svg"])).toEqual([]);
  });

  it("are told where they lead nowhere", () => {
    const files = {
      "README.md": "[a](docs/b.md) [b](docs/a.md#two) ![c](c.svg)\n\n| x |\n| - |\n| [d](#no) |",
      "docs/a.md": "# One",
    };
    expect(broken(files)).toEqual([
      "README.md: nothing is at docs/b.md",
      "README.md: nothing is at docs/a.md#two",
      "README.md: nothing is at c.svg",
      "README.md: nothing is at #no",
    ]);
  });

  it("are not looked for in code", () => {
    expect(broken({ "a.md": "`[a](b.md)`\n\n```md\n[a](b.md)\n```\n" })).toEqual([]);
  });

  it("tell headings of the same name apart, as GitHub does", () => {
    expect(broken({ "a.md": "# A\n\n# A\n\n[first](#a) [second](#a-1) [third](#a-2)" })).toEqual([
      "a.md: nothing is at #a-2",
    ]);
  });
});
