import type { Command } from "commander";
import { HarnessError } from "../base/harness-error.ts";
import { withProcessLock } from "../base/process-lock.ts";
import { chooseKept } from "../cluster/kept/choose-kept.ts";
import { projectFolder } from "../cluster/kept/project-folder.ts";
import { removeKept } from "../cluster/kept/remove-kept.ts";
import type { KeptStore } from "../cluster/kept/store.ts";
import { isOn } from "../cluster/kept/sweep-kept.ts";
import { runningClusters } from "../cluster/running-clusters.ts";
import { connectEngine } from "../engine/connect-engine.ts";
import { CLUSTER_LABEL } from "../engine/labels.ts";
import { type Removed, removeAll } from "../engine/remove-all.ts";
import type { Cli } from "./io.ts";
import { removedWords } from "./kept/lines.ts";
import { openStore } from "./kept/open.ts";

interface DownFlags {
  all?: boolean;
  id?: string;
  json?: boolean;
}

const EXAMPLES = `
Without options it removes every kept cluster of the project; with nothing to remove it is content.

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
    .option("--json", "print one JSON document on standard output")
    .addHelpText("after", EXAMPLES)
    .action(async (flags: DownFlags) => down(flags, cli));
}

/** The document of a `down` that did not come to an end. */
export function emptyDocument(): object {
  return { removed: [] };
}

/** A kept cluster that was removed. */
export interface RemovedKept extends Removed {
  readonly name: string;
  /** Undefined where nothing could be read of it. */
  readonly id?: string;
}

async function down({ all, id, json }: DownFlags, cli: Cli): Promise<void> {
  const store = openStore(cli);
  if (all && id !== undefined) throw new HarnessError("AT_USAGE", "--all and --id exclude each other");
  const removed =
    id === undefined ? await removeNamed(store, namesOf(store, all ?? false), cli) : await removeId(store, id, cli);
  if (json) {
    cli.stdout.write(`${JSON.stringify({ ok: true, removed, failures: [] })}\n`);
    return;
  }
  for (const one of removed) cli.stdout.write(`removed ${nameOf(one)}: ${removedWords(one)}\n`);
  if (removed.length === 0) cli.stdout.write(`nothing is up${all ? "" : ` for ${projectFolder()}`}\n`);
}

/** Removes kept clusters on this engine, each when no other process starts or changes it. */
export async function removeNamed(store: KeptStore, names: readonly string[], cli: Cli): Promise<RemovedKept[]> {
  if (names.length === 0) return [];
  const engine = await connectEngine();
  const removed: RemovedKept[] = [];
  for (const name of names) {
    const onWait = (holder: string) => cli.stderr.write(`waiting for ${holder}, which starts or changes ${name}\n`);
    const one = await withProcessLock(
      store.lockPath(name),
      async (): Promise<RemovedKept | undefined> => {
        // Another engine is asked another time; whoever held the lock may have removed it.
        if (!isOn(store.read(name), engine)) return undefined;
        return { name, id: idOf(store, name), ...(await removeKept(engine, store, name)) };
      },
      { onWait, signal: cli.signal },
    );
    if (one) removed.push(one);
  }
  return removed;
}

/** Also one that another folder of kept clusters remembers, or that none does any more. */
async function removeId(store: KeptStore, id: string, cli: Cli): Promise<RemovedKept[]> {
  const wanted = id.replace(/^airflow-/, "");
  const name = store.names().find((one) => idOf(store, one) === wanted);
  if (name) return removeNamed(store, [name], cli);
  const engine = await connectEngine();
  const found = (await runningClusters(engine)).find((cluster) => cluster.id === wanted);
  if (!found) chooseKept(store, { id });
  if (!found?.kept) {
    throw new HarnessError("AT_USAGE", `airflow-${wanted} is not kept: a process uses it, and removes it at its end`);
  }
  return [{ name: wanted, id: wanted, ...(await removeAll(engine, { [CLUSTER_LABEL]: wanted })) }];
}

/** Id of the cluster that an entry is about; undefined where it cannot be read. */
export function idOf(store: KeptStore, name: string): string | undefined {
  const stored = store.read(name);
  return stored && "id" in stored ? stored.id : undefined;
}

function namesOf(store: KeptStore, all: boolean): string[] {
  if (all) return store.names();
  const project = projectFolder();
  return store.names().filter((name) => {
    const stored = store.read(name);
    return (stored?.phase === "up" || stored?.phase === "starting") && stored.project === project;
  });
}

/** What it is called towards people. */
export function nameOf({ name, id }: Pick<RemovedKept, "name" | "id">): string {
  return id === undefined ? name : `airflow-${id}`;
}
