import { cpSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ClusterOptions } from "airflow-testcontainers";
import { commandLine, type Ended, type Running, startCommandLine, startProgram } from "./command-line.ts";
import type { ReuseAccount, ReuseTask } from "./reuse-process.ts";

const program = fileURLToPath(new URL("reuse-process.ts", import.meta.url));

/** What a process that used a kept cluster told, and what it showed meanwhile. */
export interface Used extends ReuseAccount {
  readonly stderr: string;
}

/** A project in a temporary folder with one DAG `hello`, and a folder of kept clusters of its own. */
export class KeptClusters {
  readonly root = realpathSync(mkdtempSync(join(tmpdir(), "reuse-")));
  readonly dags = join(this.root, "dags");
  readonly stateFolder = join(this.root, "state");
  readonly env = { AIRFLOW_TESTCONTAINERS_STATE_DIR: this.stateFolder };

  constructor() {
    mkdirSync(this.dags);
    writeFileSync(join(this.root, "package.json"), "{}");
    this.writeDag(1);
  }

  /** Writes the DAG, whose task `value` returns the number; it has so many tasks. */
  writeDag(value: number): void {
    const tasks = Array.from({ length: value }, (_, i) => `task_${i + 1}`);
    const text = `
from airflow.sdk import dag, task

@dag(schedule=None)
def hello():
    @task
    def value():
        return ${value}
    value()
${tasks.map((name) => `    task(task_id="${name}")(lambda: None)()`).join("\n")}

hello()
`;
    writeFileSync(join(this.dags, "hello.py"), text);
  }

  /** Another folder of DAGs, for the same cluster. */
  otherDags(): string {
    const folder = join(this.root, "other");
    cpSync(this.dags, folder, { recursive: true });
    return folder;
  }

  /** A process that starts or uses the cluster with these options. */
  async process(task: Partial<ReuseTask> = {}): Promise<Used> {
    const { exit, stdout, stderr } = await this.startProcess(task).ended;
    if (exit !== 0) throw new Error(`the process ended with ${exit}:\n${stderr}`);
    return { ...(JSON.parse(stdout.trim().split("\n").at(-1) as string) as ReuseAccount), stderr };
  }

  startProcess(task: Partial<ReuseTask> = {}): Running {
    const whole: ReuseTask = { ...task, options: this.options(task.options) };
    return startProgram([program, JSON.stringify(whole)], { env: this.env, cwd: this.root });
  }

  options(more: ClusterOptions = {}): ClusterOptions {
    return { dags: this.dags, ...more };
  }

  /** Runs the command line in the project, or in another folder. */
  command(args: readonly string[], cwd: string = this.root): Promise<Ended> {
    return commandLine(args, { env: this.env, cwd });
  }

  startCommand(args: readonly string[]): Running {
    return startCommandLine(args, { env: this.env, cwd: this.root });
  }

  /** The files that describe kept clusters. */
  entries(): string[] {
    return readdirSync(this.stateFolder)
      .filter((file) => file.endsWith(".json"))
      .map((file) => join(this.stateFolder, file));
  }

  /** Makes a cluster look as if nobody had used it for some hours. */
  age(entry: string, hours: number): void {
    const moment = Date.now() / 1000 - hours * 3600;
    utimesSync(entry.replace(/json$/, "used"), moment, moment);
  }

  /** Removes whatever a failed test has left. */
  async dispose(): Promise<void> {
    await this.command(["down", "--all", "--force"]);
    rmSync(this.root, { recursive: true, force: true });
  }
}
