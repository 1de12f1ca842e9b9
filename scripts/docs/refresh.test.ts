import { describe, expect, it } from "vitest";
import { refresh, typedByHand } from "./refresh.ts";

const files: Record<string, string> = {
  "a.test.ts": "before();\n  // #region call\n  call();\n  // #endregion\nafter();\n",
  "dag.py": "print(1)\n",
};
const sources = {
  read: (path: string) => {
    const text = files[path];
    if (text === undefined) throw new Error("no such file");
    return text;
  },
  options: (path: string, type: string) => `| ${path} | ${type} |`,
};
const fresh = (markdown: string) => refresh(markdown, sources);

describe("the marks of a Markdown file", () => {
  it("are followed by the code that they name, instead of the block that is there", () => {
    const stale = "<!-- snippet: a.test.ts#call -->\n\n```ts\nold();\n```\n\nText.\n\n```sh\nstays\n```\n";
    expect(fresh(stale)).toBe(stale.replace("old", "call"));
  });

  it("get a block where none follows", () => {
    expect(fresh("<!-- snippet: dag.py -->\n\nText.\n")).toBe(
      "<!-- snippet: dag.py -->\n\n```python\nprint(1)\n```\n\nText.\n",
    );
  });

  it("may stand one after the other", () => {
    const two = "<!-- snippet: dag.py -->\n\n<!-- snippet: a.test.ts#call -->\n";
    expect(fresh(two)).toContain("print(1)\n```\n\n<!-- snippet: a.test.ts#call -->\n\n```ts\ncall();\n```\n");
    expect(fresh(fresh(two))).toBe(fresh(two));
  });

  it("may be for the options of a type", () => {
    expect(fresh("<!-- options: o.ts#O -->\nold\n<!-- end of options -->\n")).toBe(
      "<!-- options: o.ts#O -->\n\n| o.ts | O |\n\n<!-- end of options -->\n",
    );
  });

  it("name the place that is not there", () => {
    expect(() => fresh("<!-- snippet: b.ts -->")).toThrow("b.ts: no such file");
    expect(() => fresh("<!-- snippet: a.test.ts#cal -->")).toThrow('a.test.ts#cal: there is no region "cal"');
  });

  it("fail where they are badly written", () => {
    expect(() => fresh("<!-- snippet dag.py -->")).toThrow("the mark <!-- snippet dag.py --> is not understood");
    expect(() => fresh("<!-- options: o.ts#O -->\n")).toThrow("is not understood");
  });
});

it("code that no mark fills is found by its first line; commands and output may be typed", () => {
  const marked = "<!-- snippet: dag.py -->\n\n```python\nprint(1)\n```\n";
  const typed = "```ts\nconst a = 1;\nrun(a);\n```\n\n```python title\nimport b\n```\n";
  expect(typedByHand(`${marked}\n${typed}\n\`\`\`sh\nnpm test\n\`\`\`\n`)).toEqual(["const a = 1;", "import b"]);
});
