import type { Command } from "commander";
import { HarnessError } from "../base/harness-error.ts";
import { containersOf, named } from "../cluster/cluster-containers.ts";
import { chooseKept } from "../cluster/kept/choose-kept.ts";
import { streamExec } from "../containers/stream.ts";
import { connectEngine } from "../engine/connect-engine.ts";
import type { Cli } from "./io.ts";
import { openStore } from "./kept/open.ts";

interface ExecFlags {
  id?: string;
  json?: boolean;
}

const EXAMPLES = `
The exit code is that of the command. Options for this program come before the --.

Examples:
  $ airflow-testcontainers exec scheduler -- airflow dags list
  $ airflow-testcontainers exec postgres -- psql -U airflow -c 'select 1'
  $ airflow-testcontainers exec worker-1 -- sh -c 'ls -l $AIRFLOW_HOME/dags'`;

/** Adds `exec`. */
export function register(program: Command, cli: Cli): void {
  program
    .command("exec")
    .description("run a command in a component of a kept cluster")
    .argument("<component>", "such as scheduler, worker-1 or postgres")
    .argument("<command...>", "the command and its arguments, after --")
    .option("--id <id>", "of this cluster (default: the project's)")
    .option("--json", "print one JSON document on standard output")
    .addHelpText("after", EXAMPLES)
    .action(async (component: string, command: string[], flags: ExecFlags) => exec(component, command, flags, cli));
}

/** The document of an `exec` that did not come to an end. */
export function emptyDocument(): object {
  return { exitCode: null, stdout: "", stderr: "" };
}

async function exec(name: string, command: readonly string[], { id, json }: ExecFlags, cli: Cli): Promise<void> {
  const { entry } = chooseKept(openStore(cli), { id });
  const member = named([...containersOf(await connectEngine(), entry.cluster).values()], name);
  if (!(await member.state()).running) {
    throw new HarnessError("AT_CONTAINER", `${name} does not run`, {
      try: "airflow-testcontainers up, which replaces it",
    });
  }
  if (json) {
    const { exitCode, stdout, stderr } = await member.exec(command, { signal: cli.signal });
    cli.stdout.write(`${JSON.stringify({ ok: exitCode === 0, exitCode, stdout, stderr, failures: [] })}\n`);
    cli.exitWith(exitCode);
    return;
  }
  const pass = (stream: "stdout" | "stderr") => (part: string) => void cli[stream].write(part);
  cli.exitWith(await streamExec(member, command, { stdout: pass("stdout"), stderr: pass("stderr") }, cli.signal));
}
