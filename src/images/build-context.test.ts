import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BuildContext, usesBuildKit } from "./build-context.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "context-"));
  mkdirSync(join(folder, "dags"));
  writeFileSync(join(folder, "Dockerfile"), "FROM x\n");
  writeFileSync(join(folder, ".dockerignore"), "*.log\nDockerfile\n");
  writeFileSync(join(folder, "dags/a.py"), "a\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

const hash = () => new BuildContext(folder, "Dockerfile").hash();

describe("the hash of a build context", () => {
  it("should not depend on times and ignored files", async () => {
    const before = await hash();
    utimesSync(join(folder, "dags/a.py"), 1, 1);
    writeFileSync(join(folder, "x.log"), "x\n");
    expect(await hash()).toBe(before);
  });

  it("should depend on names, content, modes and the Dockerfile, ignored or not", async () => {
    const seen = [await hash()];
    writeFileSync(join(folder, "dags/a.py"), "b\n");
    seen.push(await hash());
    writeFileSync(join(folder, "dags/b.py"), "");
    seen.push(await hash());
    chmodSync(join(folder, "dags/b.py"), 0o755);
    seen.push(await hash());
    writeFileSync(join(folder, "Dockerfile"), "FROM y\n");
    seen.push(await hash());
    expect(new Set(seen).size).toBe(5);
  });
});

describe("whether a Dockerfile needs BuildKit", () => {
  it.each([
    ["FROM x\nRUN pip install y\nCOPY --chown=1:0 a b\n", false],
    ["# a comment on syntax\nFROM x\nRUN echo $((1 << 2))\n", false],
    ["FROM x\nRUN --mount=type=cache,target=/c pip install y\n", true],
    ["FROM x\nCOPY --link a b\n", true],
    ["FROM x\nRUN <<EOF\ntrue\nEOF\n", true],
    ["# syntax=docker/dockerfile:1\nFROM x\n", true],
  ])("should be told from what it uses: %j", (dockerfile, needs) => {
    expect(usesBuildKit(dockerfile)).toBe(needs);
  });
});
