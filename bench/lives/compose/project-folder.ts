import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Credentials } from "../../../src/airflow/profile.ts";

/** A folder whose content compose mounts into the containers. */
export interface ProjectFolder extends AsyncDisposable {
  readonly path: string;
}

/** Makes the folder: the DAG files, and the password file of Airflow's simple auth manager. */
export async function projectFolder(dags: string, admin: Credentials): Promise<ProjectFolder> {
  // Open to its owner only; what is in it is mounted by its path and must be open to the user of the containers.
  const path = await mkdtemp(join(tmpdir(), "airflow-bench-"));
  await mkdir(join(path, "dags"));
  await chmod(join(path, "dags"), 0o755);
  for (const file of (await readdir(dags)).filter((name) => name.endsWith(".py"))) {
    await write(join(path, "dags", file), await readFile(join(dags, file), "utf8"), 0o644);
  }
  await write(join(path, "passwords.json"), JSON.stringify({ [admin.username]: admin.password }), 0o666);
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

async function write(path: string, content: string, mode: number): Promise<void> {
  await writeFile(path, content);
  await chmod(path, mode);
}
