import type { Command } from "commander";
import { errorCodes } from "../base/error-codes.ts";
import { HarnessError } from "../base/harness-error.ts";
import { chooseKept } from "../cluster/kept/choose-kept.ts";
import { projectFolder } from "../cluster/kept/project-folder.ts";
import type { KeptStore } from "../cluster/kept/store.ts";
import { runningClusters } from "../cluster/running-clusters.ts";
import { connectEngine } from "../engine/connect-engine.ts";
import { CLUSTER_LABEL } from "../engine/labels.ts";
import { removeAll } from "../engine/remove-all.ts";
import { failureOf } from "./failure.ts";
import type { Cli } from "./io.ts";
import { removedWords } from "./kept/lines.ts";
import { openStore } from "./kept/open.ts";
import { idOf, nameOf, type Removal, removeNamed } from "./kept/remove-named.ts";

interface DownFlags {
  all?: boolean;
  id?: string;
  force?: boolean;
  json?: boolean;
}

const EXAMPLES = `
Without options it removes every kept cluster of the project; with nothing to remove it is content. One
that another process uses is left alone, and named.

Examples:
  $ airflow-testcontainers down
  $ airflow-testcontainers down --id 8ce74dbe
  $ airflow-testcontainers down --all              those of all projects`;

/** Adds `down`. */
export function register(program: Command, cli: Cli): void {
  program
    .command("down")
    .description("remove the kept clusters of this project")
    .option("--all", "remove the kept clusters of all projects, also those of which nothing can be read")
    .option("--id <id>", "remove this one")
    .option("--force", "also one that another process uses at this moment")
    .option("--json", "print one JSON document on standard output")
    .addHelpText("after", EXAMPLES)
    .action(async (flags: DownFlags) => down(flags, cli));
}

/** The document of a `down` that did not come to an end. */
export function emptyDocument(): object {
  return { removed: [] };
}

async function down({ all, id, force, json }: DownFlags, cli: Cli): Promise<void> {
  const store = openStore(cli);
  if (all && id !== undefined) throw new HarnessError("AT_USAGE", "--all and --id exclude each other");
  const { removed, refused } =
    id === undefined
      ? await removeNamed(store, namesOf(store, all ?? false), cli, force)
      : await removeId(store, id, cli, force);
  if (refused.length > 0) cli.exitWith(errorCodes.AT_IN_USE);
  if (json) {
    const failures = refused.map(({ code, message }) => ({ code, message }));
    cli.stdout.write(`${JSON.stringify({ ok: refused.length === 0, removed, failures })}\n`);
    return;
  }
  for (const one of removed) cli.stdout.write(`removed ${nameOf(one)}: ${removedWords(one)}\n`);
  for (const error of refused) cli.stderr.write(`${failureOf(error, cli.signal).text}\n`);
  if (removed.length + refused.length === 0) cli.stdout.write(`nothing is up${all ? "" : ` for ${projectFolder()}`}\n`);
}

/** Also one that another folder of kept clusters remembers, or that none does any more. */
async function removeId(store: KeptStore, id: string, cli: Cli, force?: boolean): Promise<Removal> {
  const wanted = id.replace(/^airflow-/, "");
  const name = store.names().find((one) => idOf(store, one) === wanted);
  if (name) return removeNamed(store, [name], cli, force);
  const engine = await connectEngine();
  const found = (await runningClusters(engine)).find((cluster) => cluster.id === wanted);
  if (!found) chooseKept(store, { id });
  if (!found?.kept) {
    throw new HarnessError("AT_USAGE", `airflow-${wanted} is not kept: a process uses it, and removes it at its end`);
  }
  const removed = await removeAll(engine, { [CLUSTER_LABEL]: wanted });
  return { removed: [{ name: wanted, id: wanted, ...removed }], refused: [] };
}

function namesOf(store: KeptStore, all: boolean): string[] {
  if (all) return store.names();
  const project = projectFolder();
  return store.names().filter((name) => {
    const stored = store.read(name);
    return (stored?.phase === "up" || stored?.phase === "starting") && stored.project === project;
  });
}
