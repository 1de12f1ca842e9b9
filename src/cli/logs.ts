import { type Command, InvalidArgumentError } from "commander";
import { HarnessError } from "../base/harness-error.ts";
import { containersOf, named } from "../cluster/cluster-containers.ts";
import { chooseKept } from "../cluster/kept/choose-kept.ts";
import type { RunningContainer } from "../containers/running-container.ts";
import { type Sink, streamLogs } from "../containers/stream.ts";
import { connectEngine } from "../engine/connect-engine.ts";
import type { Cli } from "./io.ts";
import { openStore } from "./kept/open.ts";

interface LogsFlags {
  follow?: boolean;
  tail?: number;
  id?: string;
  json?: boolean;
}

const EXAMPLES = `
Examples:
  $ airflow-testcontainers logs                    all components, each line with its name
  $ airflow-testcontainers logs worker-1 --tail 50
  $ airflow-testcontainers logs scheduler --follow`;

/** Adds `logs`. */
export function register(program: Command, cli: Cli): void {
  program
    .command("logs")
    .description("show what the components of a kept cluster print")
    .argument("[component]", "such as scheduler, worker-1 or postgres (default: all)")
    .option("-f, --follow", "go on with what is printed from now on")
    .option("-n, --tail <lines>", "only so many last lines of each (default: all)", wholeNumber)
    .option("--id <id>", "of this cluster (default: the project's)")
    .option("--json", "print one JSON document on standard output")
    .addHelpText("after", EXAMPLES)
    .action(async (component: string | undefined, flags: LogsFlags) => logs(component, flags, cli));
}

/** The document of a `logs` that did not come to an end. */
export function emptyDocument(): object {
  return { logs: {} };
}

async function logs(name: string | undefined, { follow, tail, id, json }: LogsFlags, cli: Cli): Promise<void> {
  if (json && follow) throw new HarnessError("AT_USAGE", "--json and --follow exclude each other");
  const { entry } = chooseKept(openStore(cli), { id });
  const members = [...containersOf(await connectEngine(), entry.cluster).values()];
  const chosen = name === undefined ? members : [named(members, name)];
  if (json) {
    const texts = chosen.map(async (member) => [member.alias, await member.logs({ tail })] as const);
    const all = Object.fromEntries(await Promise.all(texts));
    cli.stdout.write(`${JSON.stringify({ ok: true, logs: all, failures: [] })}\n`);
    return;
  }
  const range = { follow, tail, signal: cli.signal };
  const width = Math.max(...chosen.map(({ alias }) => alias.length));
  const show = async (member: RunningContainer) => {
    const lines = chosen.length === 1 ? undefined : new NamedLines(member.alias.padEnd(width), cli);
    const sink: Sink = (text) => void (lines ? lines.add(text) : cli.stdout.write(text));
    await streamLogs(member, { stdout: sink, stderr: sink }, range);
    lines?.end();
  };
  // What has been printed so far is read better one after another.
  if (follow) await Promise.all(chosen.map(show));
  else for (const member of chosen) await show(member);
}

/** Puts a name before each whole line, so that lines of several components do not mix. */
class NamedLines {
  private readonly name: string;
  private readonly cli: Cli;
  private rest = "";

  constructor(name: string, cli: Cli) {
    this.name = name;
    this.cli = cli;
  }

  add(text: string): void {
    const lines = (this.rest + text).split("\n");
    this.rest = lines.pop() ?? "";
    if (lines.length > 0) this.cli.stdout.write(lines.map((line) => `${this.name} | ${line}\n`).join(""));
  }

  end(): void {
    if (this.rest !== "") this.add("\n");
  }
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new InvalidArgumentError("It must be a whole number.");
}
