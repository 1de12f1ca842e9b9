import { execFile } from "node:child_process";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** What a program came to. */
interface Outcome {
  readonly exit: number;
  readonly output: string;
}

/** A project that is not ours: it has the packed package and what its own package.json names, and nothing of our tree. */
export interface Project {
  readonly folder: string;
  /** Runs a program in the project's folder. */
  run(program: string, ...args: string[]): Promise<Outcome>;
}

/** Packs the package as it would be published. @returns the path of the archive */
export async function pack(into: string): Promise<string> {
  const { exit, output } = await runIn(root, "npm", "pack", "--silent", "--pack-destination", into);
  if (exit !== 0) throw new Error(`npm pack failed:\n${output}`);
  return join(into, output.trim().split("\n").at(-1) as string);
}

/** Copies an example and installs it with the packed package. */
export async function installExample(name: string, archive: string): Promise<Project> {
  const folder = await temporaryFolder(`example-${name}-`);
  await cp(join(root, "examples", name), folder, { recursive: true });
  const project: Project = { folder, run: (program, ...args) => runIn(folder, program, ...args) };
  await must(project.run("npm", "pkg", "set", `devDependencies.airflow-testcontainers=file:${archive}`));
  await must(project.run("npm", "install", "--no-audit", "--no-fund", "--prefer-offline"));
  return project;
}

/** A folder outside the tree, in which nothing of ours is found by looking upwards. */
export function temporaryFolder(prefix: string): Promise<string> {
  return mkdtemp(join(tmpdir(), `airflow-testcontainers-${prefix}`));
}

export function removeFolder(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true });
}

async function must(outcome: Promise<Outcome>): Promise<void> {
  const { exit, output } = await outcome;
  if (exit !== 0) throw new Error(output);
}

function runIn(folder: string, program: string, ...args: string[]): Promise<Outcome> {
  const env: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: "1" };
  // What npm and vitest set for our own processes is not what a stranger's shell has.
  for (const name of Object.keys(env))
    if (/^(VITEST|NODE_OPTIONS|NODE_ENV|TEST$|npm_|INIT_CWD)/.test(name)) delete env[name];
  return new Promise((resolve) => {
    execFile(program, args, { cwd: folder, env, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      const exit = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
      resolve({ exit, output: `${stdout}${stderr}` });
    });
  });
}
