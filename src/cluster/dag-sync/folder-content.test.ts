import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { contentChange, folderContent } from "./folder-content.ts";

let folder: string;
const write = (path: string, text = path) => writeFileSync(join(folder, path), text);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "content-"));
  mkdirSync(join(folder, "sub/__pycache__"), { recursive: true });
  write("a.py");
  write("sub/설정.yaml");
  write("sub/__pycache__/a.pyc");
});
afterEach(() => rmSync(folder, { recursive: true }));

describe("the content of a folder", () => {
  it("has what is copied: links are followed, caches are left out", async () => {
    symlinkSync(join(folder, "a.py"), join(folder, "link.py"));
    const content = await folderContent(folder);
    expect(Object.keys(content)).toEqual(["a.py", "link.py", "sub/설정.yaml"]);
    expect(content["link.py"]).toBe(content["a.py"]);
  });

  it("changes with what is in the files, and not with their times", async () => {
    const before = await folderContent(folder);
    write("a.py");
    expect(contentChange(before, await folderContent(folder))).toEqual({ added: [], changed: [], removed: [] });
    write("a.py", "other");
    write("b.py");
    rmSync(join(folder, "sub"), { recursive: true });
    expect(contentChange(before, await folderContent(folder))).toEqual({
      added: ["b.py"],
      changed: ["a.py"],
      removed: ["sub/설정.yaml"],
    });
  });

  it("counts as changed, and removes nothing, where nobody knows what was there", () => {
    expect(contentChange(undefined, { "a.py": "1" })).toEqual({ added: [], changed: ["a.py"], removed: [] });
  });
});
