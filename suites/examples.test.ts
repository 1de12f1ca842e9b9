import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installExample, type Project, pack, removeFolder, temporaryFolder } from "./support/packed-project.ts";

let packed = "";
let archive = "";
const projects: Project[] = [];

beforeAll(async () => {
  packed = await temporaryFolder("packed-");
  archive = await pack(packed);
});

afterAll(async () => {
  for (const folder of [packed, ...projects.map((project) => project.folder)]) await removeFolder(folder);
});

async function install(name: string): Promise<Project> {
  const project = await installExample(name, archive);
  projects.push(project);
  return project;
}

const typesCheck = (project: Project, ...resolution: string[]) => project.run("npx", "tsc", "--noEmit", ...resolution);

describe("a project with vitest", () => {
  let project: Project;
  beforeAll(async () => {
    project = await install("vitest");
  });

  it("checks its types under nodenext and bundler", async () => {
    expect(await typesCheck(project)).toEqual({ exit: 0, output: "" });
    expect(await typesCheck(project, "--module", "esnext", "--moduleResolution", "bundler")).toEqual({
      exit: 0,
      output: "",
    });
  });

  it("passes on a real cluster, and fails where the DAG does something else", async () => {
    const good = await project.run("npm", "test");
    expect(good.output).toMatch(/Tests +1 passed/);
    expect(good.exit).toBe(0);

    const dag = join(project.folder, "dags/hello.py");
    await writeFile(dag, (await readFile(dag, "utf8")).replace("2 * half", "3 * half"));
    const bad = await project.run("npm", "test");
    expect(bad.exit).toBe(1);
    expect(bad.output).toMatch(/expected.*42[\s\S]*63/i);
  });
});

describe("a project with node:test", () => {
  let project: Project;
  beforeAll(async () => {
    project = await install("node-test");
  });

  it("has no vitest, and checks its types under nodenext and bundler", async () => {
    expect((await project.run("npm", "ls", "--all", "vitest")).output).toContain("(empty)");
    expect(await typesCheck(project)).toEqual({ exit: 0, output: "" });
    expect(await typesCheck(project, "--module", "esnext", "--moduleResolution", "bundler")).toEqual({
      exit: 0,
      output: "",
    });
  });

  it("passes on a real cluster", async () => {
    const { exit, output } = await project.run("npm", "test");
    expect(output).toMatch(/pass 1\b/);
    expect(exit).toBe(0);
  });

  it("runs as a script too, and ends by itself", async () => {
    const { exit, output } = await project.run("node", "hello.ts");
    expect(output).toMatch(/^success \{[\s\S]*two: \{ return_value: 42 \}/m);
    expect(exit).toBe(0);
  });
});
